"""Messengers: each module hands messages to one carrier and fulfils ``checkout.ports.Messenger``."""
