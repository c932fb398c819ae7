"""Agreement between raters: whether those who judge the same units see the same in them.

Measures on tables of values: `alfa` with its `afstanden`; `kruistabel` for two raters; `tellingen` for more.
"""
