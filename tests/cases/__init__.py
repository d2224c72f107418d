"""What spans tickets and complaints."""
