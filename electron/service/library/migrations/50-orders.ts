import type { Migration } from '../../storage/migrate.ts'

/**
 * Orders as shop systems tell them. `buyer_product` says who has bought what and not sent it back, and when last;
 * `bought_together` how many buyers have bought both of two products (with itself: the product at all). Both follow
 * from the orders and are kept beside them, so that what goes with what is read and not computed during a show.
 */
export const ORDERS: Migration = {
  version: 50,
  name: 'orders',
  sql: `
    CREATE TABLE purchase_order (
      order_id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      user_id TEXT NOT NULL,
      buyer_name TEXT NOT NULL,
      amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
      refunded_fen INTEGER NOT NULL CHECK (refunded_fen >= 0),
      status TEXT NOT NULL CHECK (status IN ('paid', 'refunded', 'partlyRefunded')),
      placed_at INTEGER NOT NULL,
      session_id TEXT,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX purchase_order_buyer ON purchase_order (source, user_id, placed_at);
    CREATE INDEX purchase_order_session ON purchase_order (session_id, placed_at, order_id);
    CREATE TABLE order_line (
      order_id TEXT NOT NULL REFERENCES purchase_order (order_id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      product_id TEXT,
      item_number INTEGER,
      name TEXT NOT NULL,
      quantity INTEGER NOT NULL CHECK (quantity > 0),
      amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
      PRIMARY KEY (order_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE buyer_product (
      source TEXT NOT NULL,
      user_id TEXT NOT NULL,
      product_id TEXT NOT NULL,
      last_at INTEGER NOT NULL,
      PRIMARY KEY (source, user_id, product_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE bought_together (
      product_id TEXT NOT NULL,
      other_id TEXT NOT NULL,
      buyers INTEGER NOT NULL,
      PRIMARY KEY (product_id, other_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
