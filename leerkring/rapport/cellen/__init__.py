"""What a cell of anyone's own notebook holds, as a page can show it."""
