"""What LibreOffice prints from our workbooks: `make test-office`, not part of `make test`."""
