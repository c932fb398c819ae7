"""What the browser tests share: which pages there are, how they are opened, and who judges them."""
