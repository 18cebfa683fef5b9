"""Questions over one table: all formulas that may be meant are run, and weights learned from answers tell the one meant."""
