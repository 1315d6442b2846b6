"""Book: pages from findings and tables, and the Jupyter Book around them."""
