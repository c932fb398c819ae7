"""Run notebooks over params files, keep going when one fails, and remember what came of each."""
