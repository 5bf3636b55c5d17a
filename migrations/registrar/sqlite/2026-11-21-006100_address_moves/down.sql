DROP TABLE address_moves;
