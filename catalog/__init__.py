"""The Pelican side: an owner's Markdown becomes static pages and one release."""
