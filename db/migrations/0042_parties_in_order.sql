-- The people register by name, in the reader's alphabet; `order_key` is ours (src/lib/order.ts, given to SQLite by migrate.ts).
ALTER TABLE `parties` ADD `order_sq` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties` ADD `order_sr` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `parties` ADD `order_en` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `parties` SET
  order_sq = coalesce(order_key(name, 'sq'), ''),
  order_sr = coalesce(order_key(name, 'sr'), ''),
  order_en = coalesce(order_key(name, 'en'), '');--> statement-breakpoint
CREATE INDEX `parties_by_name_sq` ON `parties` (`order_sq`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_name_sr` ON `parties` (`order_sr`,`id`);--> statement-breakpoint
CREATE INDEX `parties_by_name_en` ON `parties` (`order_en`,`id`);