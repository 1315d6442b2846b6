"""Changes: what differs between two states of the project, which verdicts moved, and what moved them."""
