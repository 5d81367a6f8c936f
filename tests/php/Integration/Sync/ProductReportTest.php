<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Admin\ProductBox;
use SorsApi\Entries\OutboxEntry;
use SorsApi\OrderView\Words;
use SorsApi\Services;
use SorsApi\Store\Links;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Polylang;
use SorsApi\Tests\Site\SiteRuns;

'cli' === PHP_SAPI || exit;

/** The panel on the product: what it says of the stock is what a run of stock writes. @group real-store */
final class ProductReportTest extends FollowupTestCase {

	public function testTheSumShownIsWhatTheNextRunWrites(): void {
		$this->stockRun();
		$sent = $this->buy( 3 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $sent )->state );
		$open   = $this->buy( 2 );
		$before = $this->item();
		self::assertSame( [ $sent => '3', $open => '2' ], array_column( $before['orders'], 'quantity', 'orderId' ), 'The figure was asked for before either was sent.' );
		$this->assertAddsUp( $before, 5 );

		$this->stockRun();
		self::assertEquals( $before['stock'], $this->stock(), 'What was shown is what the run wrote.' );
		$after = $this->item();
		self::assertSame( [ $open => '2' ], array_column( $after['orders'], 'quantity', 'orderId' ), 'What was sent is reserved in SORS.' );
		self::assertEquals( 3, (float) $before['figure'] - (float) $after['figure'] );
		$this->assertAddsUp( $after, 2 );
		self::assertSame( $before['stock'], $after['stock'] );
		self::assertGreaterThanOrEqual( $before['readAt'], $after['readAt'] );

		$this->work();
		$this->refund( $this->freshOrder( $open ), 1, true );
		$this->stockRun();
		self::assertEquals( $this->item()['stock'], $this->stock(), 'Its document still reserves 2.' );
	}

	public function testTheBoxShowsTheSumWithALinkToEachOrder(): void {
		$this->stockRun();
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$item  = $this->item();
		$this->loginAsAdmin();
		$html = $this->box();
		self::assertStringContainsString( "Why is the stock {$item['stock']}?", $html );
		self::assertStringContainsString( '<a href="' . esc_attr( $order->get_edit_order_url() ) . '">Sold in order ' . $order->get_order_number() . ', and not in that figure</a></th><td>−2</td>', $html );
		self::assertStringContainsString( esc_html( $this->product->get_sku() ), $html );
		self::assertStringContainsString( '>' . $item['units'][0]['name'] . '</th>', $html );
		self::assertStringContainsString( 'data-product="' . $this->product->get_id() . '"', $html );
		self::assertStringNotContainsString( 'type="submit"', $html );
		self::assertStringContainsString( 'changes nothing but the stock and price of this product', $html );
		self::assertMatchesRegularExpression( '#<div style="overflow-x:auto" role="group" tabindex="0" aria-label="Why is the stock [^"]+"><table#', $html, 'WooCommerce cuts what is too wide for a phone.' );
		self::assertTrue( wp_script_is( 'sors-product-box' ) );
		self::assertSame( 'sors-api-for-woocommerce', wp_scripts()->registered['sors-product-box']->textdomain );
		$screen = AdminScreen::html( 1, 'post.php?post=' . $this->product->get_id() . '&action=edit' );
		self::assertStringContainsString( "Why is the stock {$item['stock']}?", $screen );
		self::assertStringContainsString( 'product-box.js', $screen );
		$other = AdminScreen::html( 1, 'post.php?post=' . $this->createProduct( 'NEMA' )->get_id() . '&action=edit' );
		self::assertStringContainsString( 'No item of SORS is linked to this product.', $other );
		self::assertStringNotContainsString( 'product-box.js', $other );
	}

	public function testATranslationSaysWhereItsOriginalIs(): void {
		$this->loginAsAdmin();
		$original    = $this->product;
		$translation = $this->createProduct( '', '120', 10, 'Drill' );
		Polylang::translate( [ 'sr' => $original->get_id(), 'en' => $translation->get_id() ] );
		$this->product = $translation;
		$box           = $this->box();
		self::assertStringNotContainsString( 'No item of SORS is linked', $box );
		self::assertStringContainsString( 'href="' . esc_attr( (string) get_edit_post_link( $original->get_id() ) ) . '"', $box );
		self::assertStringContainsString( 'This product is a translation of <a', $box );
		self::assertSame( [], $this->choices() );

		$this->product = $original;
		self::assertStringNotContainsString( 'is a translation of', $this->box() );
		( new Links() )->forget( [ ( new Links() )->byObjectIds( [ $original->get_id() ] )[ $original->get_id() ]->id ] );
		$this->product = $translation;
		self::assertStringContainsString( 'No item of SORS is linked', $this->box(), 'Nor is its original.' );
	}

	public function testAnUnlinkedTranslationDoesNotSayThatItsOrdersGoToSors(): void {
		$this->loginAsAdmin();
		$original      = $this->product;
		$this->product = $this->linkedProduct( 1 );
		Polylang::translate( [ 'sr' => $original->get_id(), 'en' => $this->product->get_id() ] );
		$this->restOk( 'POST', 'products/' . $this->product->get_id() . '/unlink' );
		$box = $this->box();
		self::assertStringNotContainsString( 'is a translation of', $box );
		self::assertStringContainsString( 'Orders with it are refused', $box );
	}

	public function testWhereTheShopDecidesTheStockTheBoxSaysSo(): void {
		$remark = 'By your settings the shop keeps this stock itself: no sync changes it.';
		$this->stockRun();
		$this->loginAsAdmin();
		self::assertStringNotContainsString( $remark, $this->box() );
		foreach ( [ 'never', 'create' ] as $ownership ) {
			$this->configure( [ 'fields' => [ 'stock' => $ownership ] ] );
			$box = $this->box();
			self::assertStringContainsString( '<strong>Stock in SORS</strong>', $box );
			self::assertSame( 1, substr_count( $box, $remark ), $ownership );
		}
		$this->restOk( 'POST', 'products/' . $this->product->get_id() . '/leave-alone' );
		self::assertStringNotContainsString( $remark, $this->box(), 'That it is left alone says it.' );
	}

	public function testFiguresAreWrittenAsTheShopWritesThem(): void {
		update_option( 'woocommerce_price_decimal_sep', ',' );
		update_option( 'woocommerce_price_thousand_sep', '.' );
		$this->patch( [ 'do' => 'setStock', 'code' => $this->product->get_sku(), 'unit' => $this->books( 'units' )[0]['code'], 'onHand' => 1234.5, 'reserved' => 0.25 ] );
		$this->stockRun();
		$box = $this->box();
		self::assertStringContainsString( '<td>1.234,5</td><td>0,25</td><td>1.234,25</td>', $box );
		self::assertSame( [ '−2,5', '−2.000,00', '−10,00' ], [ Words::decimal( '-2.5' ), Words::price( '-2000' ), (string) preg_replace( '/[^−\d,]/u', '', Words::amount( '-10' ) ) ], 'One minus sign.' );
		self::assertStringContainsString( '<td>100</td><td>1.234</td>', $box );
	}

	public function testAVariationIsShownOnItsProduct(): void {
		$code = $this->product->get_sku();
		$this->product->delete( true );
		( new Links() )->forget( [ ( new Links() )->byCodes( [ $code ] )[ $code ]->id ] );
		$this->product = self::saved( $this->createVariation( $code, '120' ), [ 'manage_stock' => true ] );
		$this->linkCode( $code, $this->product->get_id() );
		$this->stockRun();
		$this->createOrder( [ $this->product->get_id() => 2 ] );
		$items = $this->restOk( 'GET', 'products/' . $this->product->get_parent_id() )['items'];
		self::assertSame( [ [ $code, $this->product->get_id() ] ], array_map( static fn( array $item ): array => [ $item['code'], $item['productId'] ], $items ) );
		$this->assertAddsUp( $items[0], 2 );
		$this->stockRun();
		self::assertEquals( $items[0]['stock'], $this->stock() );
	}

	public function testWithoutALinkThereIsNothingToShowOrSync(): void {
		$this->loginAsAdmin();
		$id = $this->createProduct( 'NEMA' )->get_id();
		self::assertSame( 404, $this->rest( 'GET', "products/$id" )->get_status() );
		self::assertSame( 404, $this->rest( 'POST', "products/$id/sync" )->get_status() );
	}

	public function testLeftAloneItsOrdersGoOnAndUnlinkedTheyAreRefused(): void {
		$this->stockRun();
		$id = $this->product->get_id();
		self::assertSame( [ '', 'leave-alone', 'unlink' ], $this->choices() );
		$this->restOk( 'POST', "products/$id/leave-alone" );
		self::assertSame( [ 'bring-in', 'unlink' ], $this->choices(), 'No sync changes it.' );
		self::assertSame( 1, substr_count( $this->box(), 'alone' ), 'It is said once.' );
		self::assertStringContainsString( 'You left this product alone', $this->box() );
		$order = $this->handledOrder( [ $id => 2 ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertMatchesRegularExpression( '/data-choice="unlink" data-confirm="[^"]+ Orders with it will be refused/', $this->box() );
		$this->restOk( 'POST', "products/$id/unlink" );
		self::assertSame( [ 'link-again' ], $this->choices() );
		$order = $this->handledOrder( [ $id => 1 ] );
		self::assertSame( OutboxEntry::REJECTED, $this->sale( $order->get_id() )->state );
		$this->restOk( 'POST', "products/$id/link-again" );
		self::assertSame( [ '', 'leave-alone', 'unlink' ], $this->choices() );
		$this->outbox->send( [ $order->get_id() ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
	}

	/** @return list<string> What the buttons in the box do. */
	private function choices(): array {
		preg_match_all( '/data-choice="([^"]*)"/', $this->box(), $found );
		return $found[1];
	}

	private function item(): array {
		$answer = $this->restOk( 'GET', 'products/' . $this->product->get_id() );
		self::assertNotNull( $answer['lastRuns']['stock'] );
		self::assertCount( 1, $answer['items'] );
		return $answer['items'][0];
	}

	private function assertAddsUp( array $item, int $open ): void {
		self::assertEquals( $open, array_sum( array_column( $item['orders'], 'quantity' ) ) );
		self::assertEquals( (float) $item['figure'], array_sum( array_column( $item['units'], 'counted' ) ) );
		self::assertEquals( (float) $item['figure'] - $open, (float) $item['stock'] );
	}

	/** At the block checkout. */
	private function buy( int $quantity ): int {
		update_option( 'woocommerce_cod_settings', [ 'enabled' => 'yes' ] );
		WC()->payment_gateways()->init();
		if ( null === WC()->cart ) {
			wc_load_cart();
		}
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $this->product->get_id(), $quantity );
		$address  = self::ADDRESS + [ 'state' => (string) array_key_first( WC()->countries->get_states( 'RS' ) ?: [ '' => '' ] ) ];
		$response = $this->storeCheckout(
			'POST',
			[ 'payment_method' => 'cod', 'billing_address' => $address, 'shipping_address' => array_diff_key( $address, [ 'email' => 1 ] ) ]
		);
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		return (int) $response->get_data()['order_id'];
	}

	private function stockRun(): void {
		$run = SiteRuns::toEnd( 'stock' );
		self::assertSame( 'succeeded', $run->state, $run->message );
	}

	private function stock(): float {
		clean_post_cache( $this->product->get_id() );
		$product = wc_get_product( $this->product->get_id() );
		return (float) $product->get_stock_quantity();
	}

	private function box(): string {
		$shown = self::printed( fn() => ( new ProductBox( ( new Services() )->sync()->productReport() ) )->show( get_post( $this->product->get_id() ) ) );
		// WordPress before 7.1 writes it so in addresses.
		return str_replace( '&#038;', '&amp;', $shown );
	}
}
