"""What a record may say: fields, words, dates, terms and records, and the strength that follows from them."""
