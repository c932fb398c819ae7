"""What a researcher operates in JupyterLab: each explorer composes existing analyses, tables and charts."""

from leerkring.batch.warm import schema as schema  # before what would compile a grammar
