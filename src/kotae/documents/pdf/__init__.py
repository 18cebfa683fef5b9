"""The PDF reader, from drawn characters and rules to blocks and tables.

`source` takes pages apart (`ocr` those of which only the picture can be read), `parts` finds tables and regions of
text, `furniture` drops headers and footers, `order` sorts what is left, `text_blocks` cuts it into blocks, `exhibits`
ties captions to tables by what `surroundings` finds near them and `figures` to pictures, `continued` and `flow` join what
pages cut, `reader` does all of it.
`attached` takes out the files that are attached.
"""

from kotae.documents.pdf.attached import attached
from kotae.documents.pdf.reader import read

__all__ = ["attached", "read"]
