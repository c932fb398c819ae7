"""What a researcher operates in JupyterLab: each explorer composes existing analyses, tables and charts."""
