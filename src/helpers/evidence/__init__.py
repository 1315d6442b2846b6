"""Evidence: the register of claims, whose voice counts for what, and the verdict rule."""
