<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Checkout;

use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Tests\Integration\Outbox\FollowupTestCase;

'cli' === PHP_SAPI || exit;

/** The number of an order's document, as its buyer sees it. @group real-store */
final class DocumentNumberTest extends FollowupTestCase {

	protected function setUp(): void {
		parent::setUp();
		WC()->mailer();
	}

	protected function tearDown(): void {
		set_query_var( 'order-received', '' );
		parent::tearDown();
	}

	public function testTheBuyerSeesItOnceOnEachPageAndInMails(): void {
		$order = $this->sentOrder();
		$shown = 'Reservation: ' . $this->sale( $order->get_id() )->documentNumber;
		foreach ( $this->everywhere( $order->get_id() ) as $place => $text ) {
			self::assertSame( 1, substr_count( $text, $shown ), "$place:\n$text" );
		}
	}

	/**
	 * @testWith ["invoice", "Invoice"]
	 *           ["invoiceDeliveryNote", "Invoice-delivery note"]
	 *           ["deliveryNote", "Delivery note"]
	 */
	public function testItIsCalledWhatItIs( string $kind, string $name ): void {
		$this->configure( [ 'documentKind' => $kind, 'stockMode' => 'onHand' ] );
		$order = $this->sentOrder();
		self::assertStringContainsString( $name . ': ' . $this->sale( $order->get_id() )->documentNumber, $this->account( $order->get_id() ) );
	}

	public function testAnOrderWithoutADocumentShowsNothingAndCostsNoQuery(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 1 ] );
		foreach ( $this->everywhere( $order->get_id() ) as $place => $text ) {
			self::assertStringNotContainsString( 'Reservation', $text, $place );
		}
		$fresh = $this->freshOrder( $order->get_id() );
		$fresh->get_meta_data();
		$before = self::db()->num_queries;
		do_action( 'woocommerce_order_details_after_order_table', $fresh );
		apply_filters( 'woocommerce_email_order_meta_fields', [], false, $fresh );
		self::assertSame( $before, self::db()->num_queries );
	}

	public function testOnlyTheDocumentThatIsOpenIsShown(): void {
		$order = $this->sentOrder();
		$first = (string) $this->sale( $order->get_id() )->documentNumber;
		$this->handleAs( 'cancelled', $order );
		self::assertStringNotContainsString( $first, implode( "\n", $this->everywhere( $order->get_id() ) ), 'It is cancelled.' );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::assertStringNotContainsString( $first, implode( "\n", $this->everywhere( $order->get_id() ) ), 'Its successor is only queued.' );
		$this->work();
		$second = (string) $this->sale( $order->get_id() )->documentNumber;
		self::assertNotSame( $first, $second );
		$all = implode( "\n", $this->everywhere( $order->get_id() ) );
		self::assertSame( [ 0, 5 ], [ substr_count( $all, $first ), substr_count( $all, $second ) ] );
	}

	public function testNothingIsShownOnceItsCancellingMayHaveArrived(): void {
		$order = $this->sentOrder();
		$this->fault( 'cancelDocument', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		self::assertStringContainsString( 'Reservation', $this->account( $order->get_id() ), 'Nothing was asked of SORS yet.' );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		self::assertStringNotContainsString( 'Reservation', $this->account( $order->get_id() ) );
	}

	public function testNothingIsShownThatSorsNoLongerHas(): void {
		$order = $this->sentOrder();
		self::assertStringContainsString( 'Reservation', $this->account( $order->get_id() ) );
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'issue_code' => Issue::MISSING ], [ 'order_id' => $order->get_id() ] );
		self::assertStringNotContainsString( 'Reservation', $this->account( $order->get_id() ) );
	}

	public function testWhatSorsWritesIsText(): void {
		$order = $this->sentOrder();
		self::db()->update( Tables::name( Tables::OUTBOX ), [ 'document_number' => '<b>7</b> & Co' ], [ 'order_id' => $order->get_id() ] );
		$places = $this->everywhere( $order->get_id(), false );
		foreach ( $places as $place => $html ) {
			self::assertStringContainsString( 'plain mail' === $place ? '<b>7</b> & Co' : '&lt;b&gt;7&lt;/b&gt; &amp; Co', $html, $place );
		}
	}

	/**
	 * @param bool $asText Without markup.
	 *
	 * @return array<string, string> Place => what is there.
	 */
	private function everywhere( int $orderId, bool $asText = true ): array {
		$places = [
			'My Account'       => $this->account( $orderId, $asText ),
			'classic thanks'   => $this->page( fn() => wc_get_template( 'checkout/thankyou.php', [ 'order' => $this->freshOrder( $orderId ) ] ), $asText ),
			'block thanks'     => $this->page( fn() => print( $this->blocks( $this->freshOrder( $orderId ) ) ), $asText ),
			'mail'             => $this->mail( $orderId, 'html', $asText ),
		];
		return $places + [ 'plain mail' => $this->mail( $orderId, 'plain', false ) ];
	}

	private function account( int $orderId, bool $asText = true ): string {
		return $this->page( fn() => woocommerce_order_details_table( $this->freshOrder( $orderId )->get_id() ), $asText );
	}

	private function blocks( \WC_Order $order ): string {
		set_query_var( 'order-received', $order->get_id() );
		$_GET['key'] = $order->get_order_key();
		return do_blocks( '<!-- wp:woocommerce/order-confirmation-totals /--><!-- wp:woocommerce/order-confirmation-additional-information /-->' );
	}

	private function mail( int $orderId, string $type, bool $asText ): string {
		$mail             = WC()->mailer()->emails['WC_Email_Customer_Completed_Order'];
		$mail->object     = $this->freshOrder( $orderId );
		$mail->email_type = $type;
		return $asText ? self::text( $mail->get_content() ) : $mail->get_content();
	}

	private function page( callable $show, bool $asText ): string {
		$html = self::printed( $show );
		return $asText ? self::text( $html ) : $html;
	}

	private static function text( string $html ): string {
		return (string) preg_replace( '/\s+/', ' ', wp_strip_all_tags( $html ) );
	}
}
