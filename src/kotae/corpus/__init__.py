"""Which documents there are: the manifest, the folder scan, fingerprints, citations and the references behind them."""
