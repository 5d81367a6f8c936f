<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Whatever SORS answers while orders are sent, cancelled, taken back and looked up: each entry settles or asks a person,
 * and no order has two documents.
 *
 * @group real-store
 */
final class FuzzedRepliesTest extends OutboxTestCase {

	use Fuzzing;

	private const SETTLED = [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::REJECTED, OutboxEntry::CANCELLED, OutboxEntry::UNCERTAIN ];

	/** What these show decides whether something is sent again: if they lie, there may be two. */
	private const SEARCHES = [ 'findDocuments', 'getDocument', 'listDocuments', 'listCustomers' ];

	private \WC_Order $first;

	protected function setUp(): void {
		parent::setUp();
		$this->linkedProduct( 1, 100000 );
	}

	public function testWhateverSorsAnswersAnOrderSettles(): void {
		$this->soldProduct();
		$shop    = new SavedShop();
		$answers = $this->realAnswers();
		$shop->restore();
		$this->fromSeeds(
			40,
			function ( Dice $dice ) use ( $answers ): void {
				$this->sors->post( 'reset', [ 'items' => 60 ] );
				$this->services = ( new Services() )->orders();
				$this->outbox   = $this->services->outbox();
				$this->configure( [ 'documentKind' => $dice->pick( [ 'reservation', 'deliveryNote', 'invoiceDeliveryNote' ] ) ] );
				$this->first = $this->sentOrder();
				$rules       = $this->mutated( $dice, $answers );
				$this->sors->post( 'faults', [ 'rules' => $rules ] );
				$orders = [ $this->first, $this->order( $dice->onceIn( 2 ) ) ];
				$this->workForAnHour( 2 );
				$this->follows( $dice->pick( [ 'refund', 'cancel', 'both', 'nothing' ] ) );
				$this->workForAnHour( 3 );
				$this->ask();
				$this->judge( $orders, false );
				$this->sors->post( 'faults', [ 'rules' => [] ] );
				$this->workAfter( 90000, 8 );
				$this->judge( $orders, true );
				if ( [] === array_intersect( self::SEARCHES, array_column( $rules, 'operation' ) ) ) {
					$references = array_column( $this->documents(), 'externalReference' );
					self::assertSame( $references, array_unique( $references ), 'Doubled.' );
				}
			}
		);
	}

	private function realAnswers(): array {
		$listener = new RealAnswers( $this->sors );
		foreach ( [ 'reservation', 'deliveryNote', 'invoiceDeliveryNote' ] as $kind ) {
			$this->configure( [ 'documentKind' => $kind ] );
			$this->first = $this->sentOrder();
			$this->fault( 'create' . ucfirst( $kind ), [ 'kind' => 'cut', 'when' => 'after' ] );
			$this->order( true );
			$this->workForAnHour();
			$this->follows( 'reservation' === $kind ? 'cancel' : 'refund' );
			$this->workForAnHour();
			$this->ask();
		}
		return array_diff_key( $listener->stop(), array_flip( [ 'listProducts', 'listProductGroups', 'listInventory', 'listProductImages' ] ) );
	}

	private function order( bool $ofCompany ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 3 ], 'pending', [ 'email' => 'drugi@primer.test' ] + ( $ofCompany ? self::BUYER : [] ) );
		if ( $ofCompany ) {
			$order->update_meta_data( '_sors_pib', self::PIB_OF_BUYER );
		}
		self::saved( $order, [ 'status' => 'processing' ] );
		return $order;
	}

	private function follows( string $what ): void {
		$this->tried[] = $what;
		$order         = $this->freshOrder( $this->first->get_id() );
		if ( in_array( $what, [ 'refund', 'both' ], true ) ) {
			self::giveBack( $order );
		}
		if ( in_array( $what, [ 'cancel', 'both' ], true ) ) {
			self::saved( $this->freshOrder( $this->first->get_id() ), [ 'status' => 'cancelled' ] );
		}
	}

	/** What a person asks for in wp-admin meanwhile. */
	private function ask(): void {
		$questions = [
			'GET databases'           => [],
			'GET business-units'      => [ 'database' => self::DATABASE ],
			'POST connection/test'    => [ 'database' => self::DATABASE ],
			'GET orders/' . $this->first->get_id() . '/debt' => [],
			'POST reconciliation'     => [],
			'GET reconciliation'      => [],
			'GET year-change'         => [],
			'GET overview'            => [],
		];
		$this->loginAsAdmin();
		foreach ( $questions as $question => $body ) {
			[ $method, $route ] = explode( ' ', $question );
			$response           = $this->rest( $method, $route, $body );
			$said               = (string) wp_json_encode( $response->get_data() );
			self::assertNotSame( '', $said, $question );
			self::assertContains( $response->get_status(), [ 200, 404, 409, 424, 503 ], "$question: $said" );
			self::assertStringNotContainsString( 'sors_bad_answer', $said, $question );
		}
	}

	/** @param list<\WC_Order> $orders */
	private function judge( array $orders, bool $settled ): void {
		$this->loginAsAdmin();
		foreach ( $orders as $order ) {
			foreach ( OutboxTable::ofOrder( $order->get_id() ) as $entry ) {
				$words = "$entry->role $entry->revision: $entry->state, $entry->errorCode: $entry->errorMessage";
				if ( $settled ) {
					self::assertContains( $entry->state, self::SETTLED, $words );
				}
				if ( in_array( $entry->state, [ OutboxEntry::WAITING, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true ) ) {
					self::assertNotSame( '', trim( (string) $entry->errorMessage ), $words );
				}
				self::assertNotSame( OutboxEntry::BROKEN, $entry->errorCode, $words );
			}
			$response = $this->rest( 'GET', "orders/{$order->get_id()}" );
			self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
			self::assertSame( [], Page::injected( ShownOrder::html( $this->freshOrder( $order->get_id() ), $this->services ) ) );
		}
		self::assertSame( 200, $this->rest( 'GET', 'orders' )->get_status() );
	}
}
