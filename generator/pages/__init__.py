"""Public views to pages: one module a kind of page, our own templates with autoescape, the shell around them."""
