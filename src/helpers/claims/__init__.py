"""Claims: the test of each part that a notebook settles, on the results of the analysis."""
