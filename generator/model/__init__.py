"""Values to typed things, in the words of the field: home, service, family, consent, ledger, recognition."""
