import type { Migration } from '../../storage/migrate.ts'

/**
 * Products, the policies of the shop, and which replies were sent to which questions. A `reply_use` speaks of one
 * entry of what is known: a reply learned (`learned:<id>`), an answer of a product, a policy, a canned reply.
 */
export const PRODUCTS: Migration = {
  version: 30,
  name: 'products, policies and learned replies',
  sql: `
    CREATE TABLE product (
      product_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      aliases TEXT NOT NULL,
      list_price_fen INTEGER,
      repurchase_days INTEGER,
      facts TEXT NOT NULL,
      faq TEXT NOT NULL,
      asset_id TEXT,
      updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX product_name ON product (name, product_id);
    CREATE TABLE policy (
      position INTEGER PRIMARY KEY,
      policy_id TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      intent TEXT,
      text TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE learned_reply (
      learned_id INTEGER PRIMARY KEY AUTOINCREMENT,
      text TEXT NOT NULL,
      intent TEXT NOT NULL,
      product_id TEXT,
      item_title TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX learned_reply_once ON learned_reply (text, coalesce(product_id, ''), item_title);
    CREATE TABLE reply_use (
      session_id TEXT NOT NULL,
      question_id TEXT NOT NULL,
      entry_id TEXT NOT NULL,
      question TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (session_id, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reply_use_entry ON reply_use (entry_id, at);
  `,
}
