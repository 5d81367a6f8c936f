<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Access;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Settings\Access;

'cli' === PHP_SAPI || exit;

/** WooCommerce's lists of orders and products, which people see who may not work with the plugin. @group real-store */
final class ColumnsTest extends AccessTestCase {

	private const WORDS = 'Kupac Petar nije dobar.';

	/** @dataProvider people */
	public function testOnlyWhoMayWorkWithThePluginSeesWhatSorsHas( string $role, bool $isRefused, bool $sees ): void {
		$product = $this->createProduct( 'A' )->get_id();
		$order   = $this->createOrder( [ $product => 1 ] )->get_id();
		OutboxTable::update( OutboxTable::ensure( $order, OutboxEntry::ROLE_SALE, 0, 1 )->id, [ 'state' => OutboxEntry::REJECTED, 'error_message' => self::WORDS, 'next_attempt_at' => null ] );
		$this->login( $role );
		array_map( [ wp_get_current_user(), 'add_cap' ], [ 'edit_shop_orders', 'edit_products' ] );
		if ( $isRefused ) {
			wp_get_current_user()->add_cap( Access::CAPABILITY, false );
		}
		set_current_screen( 'edit-product' );
		do_action( 'load-edit.php' );

		// As WooCommerce's list of posts has it, for columns of its own.
		$GLOBALS['the_order'] = wc_get_order( $order );

		$columns = fn( string $type ): bool => isset( apply_filters( "manage_{$type}_columns", [ 'order_status' => '', 'price' => '' ] )['sors'] );
		$seen    = [
			'columns'  => [ $columns( 'edit-shop_order' ), $columns( 'woocommerce_page_wc-orders' ), $columns( 'edit-product' ) ],
			'order'    => false !== strpos( $this->hooked( 'manage_shop_order_posts_custom_column', 'sors', $order ), self::WORDS ),
			'in HPOS'  => false !== strpos( $this->hooked( 'manage_woocommerce_page_wc-orders_custom_column', 'sors', wc_get_order( $order ) ), self::WORDS ),
			'product'  => '' !== $this->hooked( 'manage_product_posts_custom_column', 'sors', $product ),
			'filters'  => [ '' !== $this->hooked( 'woocommerce_order_list_table_restrict_manage_orders', 'shop_order' ), '' !== $this->hooked( 'restrict_manage_posts', 'product' ) ],
			'filtered' => isset( $this->filtered()['id'] ),
		];
		self::assertSame( [ 'columns' => [ $sees, $sees, $sees ], 'order' => $sees, 'in HPOS' => $sees, 'product' => $sees, 'filters' => [ $sees, $sees ], 'filtered' => $sees ], $seen );
	}

	public function people(): array {
		return [
			'a shop manager'               => [ 'shop_manager', false, true ],
			'a shop manager who is refused' => [ 'shop_manager', true, false ],
			'somebody who edits orders'    => [ 'author', false, false ],
		];
	}

	private function filtered(): array {
		$_GET['sors_filter'] = 'attention';
		return apply_filters( 'woocommerce_order_list_table_prepare_items_query_args', [] );
	}

	/** @param mixed ...$arguments */
	private function hooked( string $hook, ...$arguments ): string {
		return (string) preg_replace( '/^.*?(?=sors|SORS)/s', '', self::printed( static fn() => do_action( $hook, ...$arguments ) ) );
	}
}
