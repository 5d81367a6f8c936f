<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\OrderActions;
use SorsApi\Admin\OrderBox;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\OrderView\SentDocument;
use SorsApi\OrderView\Words;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What a browser is given of the box; what its script does with it is in src/order-box.test.ts. @group real-store */
final class OrderBoxTest extends OutboxTestCase {

	/** The order's own form lies around the box: a button that submits would save the order, and the document would not be named. */
	public function testEachUncertainEntryHasAFieldOfItsOwnThatDoesNotSubmitTheOrder(): void {
		$order  = $this->sentOrder();
		$return = OutboxTable::ensure( $order->get_id(), OutboxEntry::ROLE_RETURN, 77, 1 );
		$ids    = [ $this->sale( $order->get_id() )->id, $return->id ];
		foreach ( $ids as $id ) {
			OutboxTable::update( $id, [ 'state' => OutboxEntry::UNCERTAIN ] );
		}
		$box = $this->box( $order );
		self::assertSame( 0, $box->query( '//form//form | //*[@formaction] | //input[@type="submit"]' )->length );
		$names = [];
		foreach ( $box->query( '//button | //input' ) as $element ) {
			self::assertInstanceOf( \DOMElement::class, $element );
			if ( 'button' === $element->tagName ) {
				self::assertSame( 'button', $element->getAttribute( 'type' ), 'Without a type it would submit.' );
			} else {
				$names[] = $element->getAttribute( 'name' );
				$names[] = $element->getAttribute( 'id' );
			}
		}
		self::assertCount( 4, array_unique( $names ) );
		$entries = [];
		foreach ( $box->query( '//*[@class="sors-document"][.//input and *[@role="alert"]]/@data-entry' ) as $entry ) {
			$entries[] = (int) $entry->nodeValue;
		}
		self::assertSame( $ids, $entries );
		self::assertSame( 0, $box->query( '//*[@data-may-type]' )->length, 'An uncertain one is chosen among what SORS shows.' );
		foreach ( $ids as $id ) {
			OutboxTable::update( $id, [ 'state' => OutboxEntry::REJECTED ] );
		}
		self::assertSame( 1, $this->box( $order )->query( '//*[@data-may-type]' )->length );
		self::assertContains( 'wp-api-fetch', wp_scripts()->registered['sors-order-box']->deps );
		self::assertTrue( wp_script_is( 'sors-order-box' ) );
		self::assertSame( 'sors-api-for-woocommerce', wp_scripts()->registered['sors-order-box']->textdomain );
	}

	/** Of several entries only the best button of the most urgent stands out, and what cancels a document says so first. */
	public function testOneButtonStandsOutAndTheCancellingOneAsks(): void {
		$order  = $this->sentOrder();
		$sale   = $this->sale( $order->get_id() );
		$cancel = OutboxTable::ensure( $order->get_id(), OutboxEntry::ROLE_CANCEL, 0, 1 );
		OutboxTable::update( $cancel->id, [ 'state' => OutboxEntry::REJECTED ] );
		OutboxTable::update( $sale->id, [ 'issue_code' => 'missing_in_sors' ] );
		$box = $this->box( $order );
		self::assertSame( [ 'Cancel it now' ], self::texts( $box, '//*[contains(@class, "button-primary")]' ) );
		self::assertSame( [ "$sale->documentNumber is cancelled in SORS." ], self::texts( $box, '//a[text()="Cancel it now"]/@data-confirm' ) );
		self::assertSame( [ "SORS no longer has $sale->documentNumber; the order is sent as it is now and gets a new document." ], self::texts( $box, '//a[text()="Send it again"]/@data-confirm' ) );
		self::assertSame( [ 'Refused' ], self::texts( $box, '//mark' ) );
		$actions = new OrderActions( $this->services->orderDesk(), $this->services->sentDecision(), $this->outbox, $this->services->customerDebt() );
		self::assertSame( "$sale->documentNumber is cancelled in SORS.", $actions->question( 'send', $cancel->id )['confirm'] ?? '' );
		self::assertNull( $actions->question( 'accept', $cancel->id ) );
	}

	/** Of an uncertain one the next look-up is no try: nothing is sent. */
	public function testTheBoxSaysNothingTwiceAndPromisesNoTryThatIsNone(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		OutboxTable::update( $sale->id, [ 'issue_code' => 'missing_in_sors' ] );
		$problem = (string) IssueText::problem( $this->sale( $order->get_id() ) );
		History::add( $sale->id, ChangedOrders::CODE, $problem );
		$said = implode( "\n", self::texts( $this->box( $order ), '//p | //ol' ) );
		self::assertSame( 1, substr_count( $said, $problem ), $said );
		$next = [ 'issue_code' => null, 'next_attempt_at' => '2030-01-01 10:00:00' ];
		foreach ( [ OutboxEntry::WAITING => 1, OutboxEntry::UNCERTAIN => 0 ] as $state => $times ) {
			OutboxTable::update( $sale->id, [ 'state' => $state ] + $next );
			self::assertCount( $times, self::texts( $this->box( $order ), '//p[starts-with(., "Next try")]' ), $state );
		}
	}

	public function testTheBoxSaysWhatComesOfAButton(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		OutboxTable::update( $sale->id, [ 'state' => OutboxEntry::REJECTED ] );
		$hints = self::texts( $this->box( $order ), '//p[@class="description"]' );
		self::assertCount( 2, $hints );
		self::assertStringContainsString( 'under the number that you choose', $hints[0] );
		self::assertStringContainsString( 'For orders entered by hand', $hints[1] );
	}

	/** WordPress' own are as wide as their words, and the box is 250 pixels wide. */
	public function testLongButtonsWrapInsteadOfBeingCut(): void {
		foreach ( [ $this->sentOrder(), wc_create_order() ] as $order ) {
			self::assertInstanceOf( \WC_Order::class, $order );
			$box = $this->box( $order );
			self::assertNotSame( [], self::texts( $box, '//*[contains(@class, "button")]' ) );
			self::assertMatchesRegularExpression( '/#sors-order \.button\s*{[^}]*white-space:\s*normal/', implode( '', self::texts( $box, '//style' ) ) );
		}
	}

	/** Of what came while sending was off there may be many: the box leads to where they are sent together. */
	public function testAnOrderThatCameWhileSendingWasOffHasItsButtonAndTheWayToTheOlderOnes(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$older = '//a[contains(@href, "path=orders") and contains(@href, "view=older")]';
		self::assertSame( [], self::texts( $this->box( $order ), $older ) );
		$left = [ 'state' => OutboxEntry::SKIPPED, 'document_number' => null, 'document_id' => null ];
		foreach ( [ 'export_off' => [ 'Send now' ], 'before_export' => [ 'Send now' ], 'status' => [ 'Send now' ], 'order_trashed' => [], 'no_items' => [], 'draft' => [], 'order_deleted' => [] ] as $code => $send ) {
			OutboxTable::update( $sale->id, [ 'error_code' => $code ] + $left );
			$box = $this->box( $order );
			self::assertSame( $send, self::texts( $box, '//a[contains(@href, "do=send&")]' ), "$code: a button that would only be left out again is none." );
			self::assertSame( in_array( $code, [ 'export_off', 'before_export' ], true ) ? [ 'Send older orders' ] : [], self::texts( $box, $older ), $code );
		}
	}

	/** Saving sends no order of a time when sending was off. */
	public function testAnOrderThatTheOutboxDoesNotKnowIsPromisedNothingBySaving(): void {
		$order = wc_create_order();
		$GLOBALS['wpdb']->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		$box = $this->box( $order );
		self::assertContains( 'This order is not on its way to SORS. Press the button to send it.', self::texts( $box, '//p' ) );
		self::assertSame( [ 'Send to SORS' ], self::texts( $box, '//a' ) );
	}

	/** @dataProvider neverSent */
	public function testWhereSendingIsRefusedTheBoxSaysSoWithoutAButton( string $status, string $said ): void {
		$order = wc_create_order( [ 'status' => $status ] );
		$GLOBALS['wpdb']->delete( Tables::name( Tables::OUTBOX ), [ 'order_id' => $order->get_id() ] );
		$box = $this->box( $order );
		self::assertSame( [ $said ], self::texts( $box, '//p' ) );
		self::assertSame( [], self::texts( $box, '//a | //button' ) );
	}

	public static function neverSent(): array {
		return [
			// WooCommerce's page "Add order": the button would leave the form that is being filled in.
			'not saved yet' => [ 'auto-draft', 'Once it is saved, it can be sent to SORS here.' ],
			'cancelled'     => [ 'cancelled', 'An order in the status “Cancelled” cannot be sent.' ],
			'in the trash'  => [ 'trash', 'An order in the status “trash” cannot be sent.' ],
		];
	}

	public function testTheDebtIsOnlyOfferedWhereSorsTellsIt(): void {
		$order = $this->sentOrder();
		$debt  = '//a[contains(@href, "do=debt")]';
		self::assertCount( 1, self::texts( $this->box( $order ), $debt ) );
		$this->withoutOperations( [ 'getCustomerDebt' ] );
		self::assertSame( [], self::texts( $this->box( $order ), $debt ) );
	}

	/** As src/screens/orders/debt.test.tsx has it. @dataProvider debts */
	public function testTheBoxSaysOfADebtWhatTheAppSays( array $debt, string $said ): void {
		update_option( 'date_format', 'j. n. Y.' );
		$said = (string) preg_replace_callback( '/(\d+) RSD/', static fn( array $sum ): string => Words::amount( $sum[1] ), $said );
		self::assertSame( $said, OrderActions::debtSentence( $debt + [ 'customerName' => 'Ana', 'overdue' => null, 'currency' => 'RSD', 'asOf' => null ] ) );
	}

	public static function debts(): array {
		return [
			'nothing'  => [ [ 'balance' => '0.00' ], 'Ana owes nothing.' ],
			'a debt'   => [ [ 'balance' => '250', 'overdue' => '0', 'asOf' => '2026-07-05' ], 'Ana owes 250 RSD. As of 5. 7. 2026.' ],
			'a credit' => [ [ 'balance' => '-100', 'overdue' => '50' ], 'Ana has a credit of 100 RSD. Overdue: 50 RSD.' ],
			'some day' => [ [ 'balance' => '0', 'asOf' => 'danas' ], 'Ana owes nothing. As of danas.' ],
		];
	}

	public function testAnOrderWithNothingToDecideLoadsNoScript(): void {
		wp_dequeue_script( 'sors-order-box' );
		$this->box( $this->sentOrder() );
		self::assertFalse( wp_script_is( 'sors-order-box' ) );
	}

	/** The same that the panel shows, closed: the box is small. */
	public function testWhatWasSentCanBeReadInTheBox(): void {
		update_option( 'woocommerce_price_decimal_sep', ',' );
		update_option( 'woocommerce_price_thousand_sep', '.' );
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$box   = $this->box( $order );
		self::assertCount( 1, self::texts( $box, '//details[not(@open)][summary="What was sent"]' ) );
		self::assertSame( [ Words::document( $sale ) ], self::texts( $box, '//details//h3' ) );
		$contents = SentDocument::of( $sale, $this->services->api(), null )['contents'];
		self::assertSame( [ implode( ', ', $contents['buyer'] ) ], self::texts( $box, '//details//p[@class="sors-sent__buyer"]' ) );
		$line = implode( "\n", self::texts( $box, '//details//tbody/tr[1]/td' ) );
		self::assertStringContainsString( $contents['lines'][0]['name'], $line );
		self::assertStringContainsString( Words::price( $contents['lines'][0]['total'] ), $line );
		self::assertStringNotContainsString( '.00', $line );
		self::assertSame( [ Words::amount( $contents['total'], $contents['currency'] ) ], self::texts( $box, '//details//tfoot/tr[last()]/td' ) );
		self::assertStringContainsString( Words::price( $contents['vat'][0]['amount'] ), implode( self::texts( $box, '//details//tfoot' ) ) );
		$json = self::texts( $box, '//details/details[summary="Technical details"]/pre' );
		self::assertSame( json_decode( (string) $sale->body, true ), json_decode( $json[0] ?? '', true ) );

		OutboxTable::erase( [ $sale->id ] );
		self::assertSame( [ 'What it held is no longer kept here.' ], self::texts( $this->box( $order ), '//details//h3/following-sibling::p[1]' ) );
	}

	public function testTheBoxSaysOfEachDocumentWhetherItStands(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		OutboxTable::update( $sale->id, [ 'state' => OutboxEntry::CANCELLED ] );
		self::assertSame( [ (string) Words::document( $sale ) ], self::texts( $this->box( $order ), '//h3/del' ) );
		OutboxTable::update( $sale->id, [ 'state' => OutboxEntry::REJECTED, 'document_number' => null, 'document_id' => null ] );
		self::assertSame( [ 'Reservation – not in SORS' ], self::texts( $this->box( $order ), '//h3' ) );
	}

	private static function texts( \DOMXPath $page, string $of ): array {
		$texts = [];
		foreach ( $page->query( $of ) as $node ) {
			$texts[] = (string) $node->textContent;
		}
		return $texts;
	}

	private function box( \WC_Order $order ): \DOMXPath {
		$this->loginAsAdmin();
		$html = self::printed( fn() => ( new OrderBox( $this->services->api() ) )->show( $order ) );
		$page = new \DOMDocument();
		@$page->loadHTML( '<?xml encoding="utf-8"?><form id="order">' . $html . '</form>' );
		return new \DOMXPath( $page );
	}
}
