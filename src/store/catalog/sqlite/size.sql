-- The size that the file will have when the log is copied into it.
SELECT page_count * page_size FROM pragma_page_count, pragma_page_size
