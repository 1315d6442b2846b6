"""Analysis: the statistics and models of the notebooks, without any drawing."""
