"""Values to records: home, service, family, consent, ledger, recognition."""
