"""Bank gateways: each module speaks one bank's protocol and fulfils ``checkout.ports.Gateway``."""
