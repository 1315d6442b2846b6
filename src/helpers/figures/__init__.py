"""Figures: the look, the forms, and saving in every format with a data twin."""
