<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Sentence;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** Consumers and companies get documents of different kinds: only some can be copied into the till. */
final class DocumentKindTest extends OutboxTestCase {

	private const INVALID_PIB = '100000025';

	/** @dataProvider kinds */
	public function testTheKindFollowsTheBuyer( string $ofCompany, string $pib, string $kind ): void {
		$this->configure( [ 'documentKindCompany' => $ofCompany ] );
		$sale = $this->sent( $this->orderOf( $pib ) );
		self::assertSame( [ OutboxEntry::SENT, $kind ], [ $sale->state, $sale->kind ], (string) $sale->errorMessage );
		self::assertSame( [ $kind ], array_column( $this->documents(), 'kind' ) );
	}

	public function kinds(): array {
		return [
			'a consumer'                    => [ 'invoiceDeliveryNote', '', 'reservation' ],
			'a company'                     => [ 'invoiceDeliveryNote', self::PIB_OF_BUYER, 'invoiceDeliveryNote' ],
			'a company, and nothing chosen' => [ '', self::PIB_OF_BUYER, 'reservation' ],
		];
	}

	/** @testWith ["101134702", "invoiceDeliveryNote"]
	 *            ["", "reservation"]
	 */
	public function testALinkWithACompanySaysSoWithoutAPibOnTheOrder( string $pib, string $kind ): void {
		$this->configure( [ 'documentKindCompany' => 'invoiceDeliveryNote' ] );
		$linked = [
			'code'      => (string) $this->books( 'customers' )[0]['code'],
			'name'      => 'Kupac',
			'taxId'     => $pib,
			'percent'   => '',
			'checkedAt' => time(),
		];
		$user   = $this->loginAsCustomer();
		update_user_meta( $user, LinkedCustomers::meta(), $linked );
		$order = self::saved( $this->orderOf( '' ), [ 'customer_id' => $user ] );
		self::assertSame( $kind, $this->sent( $order )->kind );
	}

	/** A consumer who typed something: where all orders go to one customer nobody else looks at it. */
	public function testAPibThatIsNoneMakesNoCompany(): void {
		$this->configure(
			[
				'documentKindCompany' => 'invoice',
				'customerMode'        => 'single',
				'singleCustomerCode'  => (string) $this->books( 'customers' )[0]['code'],
			]
		);
		$sale = $this->sent( $this->orderOf( self::INVALID_PIB ) );
		self::assertSame( [ OutboxEntry::SENT, 'reservation' ], [ $sale->state, $sale->kind ], (string) $sale->errorMessage );
	}

	public function testADocumentThatWasSentKeepsItsKindUntilSomethingElseAsksForAnother(): void {
		$order = $this->orderOf( self::PIB_OF_BUYER );
		$this->sent( $order );
		$this->configure( [ 'documentKindCompany' => 'deliveryNote' ] );
		add_filter( 'sors_document_kind', static fn(): string => 'deliveryNote' );
		ChangedOrders::sweep();
		$this->services->reconciliation()->run();
		$sale = $this->sent( $order );
		self::assertSame( [ 1, 'reservation', null ], [ $sale->revision, $sale->kind, $sale->issue ] );
		$this->changeQuantity( $order->get_id(), 5 );
		ChangedOrders::sweep();
		$this->services->sentDecision()->decide( $sale->id, 'replace' );
		$this->work();
		$sale = $this->sent( $order );
		self::assertSame( [ 2, 'deliveryNote' ], [ $sale->revision, $sale->kind ] );
		self::assertSame( [ [ 'reservation', 'cancelled' ], [ 'deliveryNote', 'open' ] ], array_map( static fn( array $document ): array => [ $document['kind'], $document['status'] ], $this->documents() ) );
	}

	public function testTheKindOfADocumentThatIsReplacedIsThatOfTheBuyerByThen(): void {
		$this->configure( [ 'documentKindCompany' => 'deliveryNote' ] );
		$order = $this->orderOf( '' );
		$sale  = $this->sent( $order );
		$order = self::saved( $this->freshOrder( $order->get_id() ), [ '_sors_pib' => self::PIB_OF_BUYER ] );
		ChangedOrders::sweep();
		$this->services->sentDecision()->decide( $sale->id, 'replace' );
		$this->work();
		$sale = $this->sent( $order );
		self::assertSame( [ 2, 'deliveryNote' ], [ $sale->revision, $sale->kind ] );
	}

	public function testCodeOfTheSiteChoosesTheKind(): void {
		$asked = [];
		add_filter(
			'sors_document_kind',
			static function ( string $kind, \WC_Order $order ) use ( &$asked ): string {
				$asked[] = [ $kind, $order->get_id() ];
				return 'deliveryNote';
			},
			10,
			2
		);
		$order = $this->orderOf( '' );
		$sale  = $this->sent( $order );
		self::assertSame( [ OutboxEntry::SENT, 'deliveryNote' ], [ $sale->state, $sale->kind ], (string) $sale->errorMessage );
		self::assertContains( [ 'reservation', $order->get_id() ], $asked );
	}

	public function testABadAnswerIsIgnored(): void {
		$log = LogBook::open();
		$this->configure( [ 'documentKind' => 'deliveryNote', 'stockMode' => 'onHand' ] );
		// The last would sell reserved goods again.
		foreach ( [ 'return', null, [ 'invoice' ], 'reservation' ] as $answer ) {
			add_filter( 'sors_document_kind', static fn() => $answer );
			$sale = $this->sent( $this->orderOf( '' ) );
			self::assertSame( [ OutboxEntry::SENT, 'deliveryNote' ], [ $sale->state, $sale->kind ], (string) $sale->errorMessage );
			remove_all_filters( 'sors_document_kind' );
		}
		self::assertCount( 1, $log->about( 'sors_document_kind was answered', 'warning' ) );
	}

	public function testAKindThatSorsCannotTakeIsNamed(): void {
		$this->withoutOperations( [ 'createInvoice' ] );
		$this->configure( [ 'documentKindCompany' => 'invoice' ] );
		self::assertSame( 'reservation', $this->sent( $this->orderOf( '' ) )->kind );
		$refused = $this->sent( $this->orderOf( self::PIB_OF_BUYER ) );
		self::assertSame( [ OutboxEntry::REJECTED, 'kind_unsupported' ], [ $refused->state, $refused->errorCode ] );
		self::assertStringContainsString( 'this kind of document: invoice.', Sentence::shown( (string) $refused->errorMessage ) );
	}

	private function orderOf( string $pib ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending', self::BUYER );
		self::saved( $order, [ '_sors_pib' => $pib, 'status' => 'processing' ] );
		return $order;
	}

	private function sent( \WC_Order $order ): OutboxEntry {
		$this->work();
		return $this->sale( $order->get_id() );
	}
}
