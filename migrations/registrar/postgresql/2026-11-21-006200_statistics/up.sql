-- The server's statistics would keep samples of these columns after their rows are erased.
ALTER TABLE address_moves ALTER old_email SET STATISTICS 0, ALTER pass_to SET STATISTICS 0;
