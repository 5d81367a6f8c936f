<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Database\Sql;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;
use SorsApi\OrderServices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\OtherContract;

'cli' === PHP_SAPI || exit;

/**
 * Orders that are completed because SORS says that the goods left.
 *
 * @group real-store
 */
final class OrderCompletionTest extends OutboxTestCase {

	private int $completed = 0;

	protected function setUp(): void {
		self::requireRealStore();
		parent::setUp();
		$this->configure( [ 'completeOrders' => true ] );
		add_action( 'woocommerce_order_status_completed', [ $this, 'hear' ] );
	}

	protected function tearDown(): void {
		remove_action( 'woocommerce_order_status_completed', [ $this, 'hear' ] );
		parent::tearDown();
	}

	public function hear(): void {
		++$this->completed;
	}

	public function testItIsCompletedOnceAndStartsNoSend(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		self::assertSame( 'processing', $this->freshOrder( $order->get_id() )->get_status() );
		( new OutboxTable() )->compared( $this->sale( $order->get_id() )->id, gmdate( 'Y-m-d H:i:s' ) );
		$compared = $this->comparedAt( $order->get_id() );
		$this->services->completion()->run( 30 );
		self::assertSame( [ 'completed', 1 ], [ $this->freshOrder( $order->get_id() )->get_status(), $this->completed ] );
		self::assertSame( $compared, $this->comparedAt( $order->get_id() ), 'The order was taken for changed.' );
		$notes = implode( "\n", $this->notes( $order->get_id() ) );
		self::assertStringContainsString( 'By what SORS says of', $notes );
		self::assertStringNotContainsString( 'was given another status', $notes );
		$before = $this->sors->get( 'requests' )['requests'];
		$this->work();
		$this->complete();
		self::assertSame( [ count( $before ), 1, 1 ], [ count( $this->sors->get( 'requests' )['requests'] ), count( $this->documents() ), count( ( new OutboxTable() )->ofOrder( $order->get_id() ) ) ] );

		$again = $this->freshOrder( $order->get_id() );
		$again->update_status( 'processing' );
		$this->tell( $order->get_id(), [ 'fulfilled' => true, 'fiscalNumber' => 'R-1' ] );
		$this->complete();
		self::assertSame( [ 'processing', 1 ], [ $this->freshOrder( $order->get_id() )->get_status(), $this->completed ], 'What the owner reopened stays open.' );
	}

	public function testWithoutTheSettingNothingHappensLaterEither(): void {
		$this->configure( [ 'completeOrders' => false ] );
		$before = $this->sentOrder();
		$this->tell( $before->get_id(), [ 'fulfilled' => true ] );
		$this->configure( [ 'completeOrders' => true ] );
		$meanwhile = $this->sentOrder();
		$this->tell( $meanwhile->get_id(), [ 'fulfilled' => true ] );
		$this->configure( [ 'completeOrders' => false ] );
		$this->complete();
		$this->configure( [ 'completeOrders' => true ] );
		$this->complete();
		self::assertSame( 0, $this->completed );
	}

	public function testAReturnMadeAtTheDeskCompletesNothing(): void {
		$returned = $this->sentOrder();
		$this->tell( $returned->get_id(), [], [ $this->made( $returned->get_id(), 'return', [ 'fulfilled' => true, 'fiscalNumber' => 'REF-1' ] ) ] );
		$came = $this->sentOrder();
		$this->tell( $came->get_id(), [ 'fulfilled' => true ], [ $this->made( $came->get_id(), 'return' ) ] );
		$this->complete();
		self::assertSame( [ 'processing', 'processing' ], [ $this->status( $returned->get_id() ), $this->status( $came->get_id() ) ] );
	}

	public function testAReturnThatWasToldBeforeCompletesNothing(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [], [ $this->made( $order->get_id(), 'return' ) ] );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
	}

	/** @return array<string, array{string, array<string, mixed>, 2?: array<string, mixed>, 3?: array<string, mixed>}> What was made from it, and what SORS says later: of the document, of what was made, of another one. */
	public function withdrawals(): array {
		$left = [ 'fulfilled' => true ];
		$not  = [ 'fulfilled' => false ];
		return [
			'not handed over after all'             => [ '', $not ],
			'of another total since'                => [ '', [ 'total' => '1' ] ],
			'a return made from it'                 => [ '', [], [], [ 'id' => 'back', 'kind' => 'return' ] ],
			'handed over, and a return'             => [ '', $left, [], [ 'id' => 'back', 'kind' => 'return' ] ],
			'its delivery note was not handed over' => [ 'deliveryNote', [], $not ],
			'its delivery note was cancelled'       => [ 'deliveryNote', [], [ 'status' => 'cancelled' ] ],
		];
	}

	/**
	 * @dataProvider withdrawals
	 *
	 * @param array<string, mixed> $own
	 * @param array<string, mixed> $made
	 * @param array<string, mixed> $other
	 */
	public function testWhatSorsTakesBackWhileTheOrderWaitsCompletesNothing( string $kind, array $own, array $made = [], array $other = [] ): void {
		$order = $this->sentOrder();
		$this->isPaid( $order->get_id(), false );
		$total = (string) $this->sale( $order->get_id() )->total;
		$this->tell( $order->get_id(), '' === $kind ? [ 'fulfilled' => true ] : [], '' === $kind ? [] : [ $this->made( $order->get_id(), $kind, [ 'total' => $total, 'fulfilled' => true ] ) ] );
		$this->waits( 'the money', $order->get_id() );
		self::assertTrue( $this->sale( $order->get_id() )->completes );

		$later = '' === $kind ? [] : [ $this->made( $order->get_id(), $kind, $made + [ 'total' => $total, 'fulfilled' => true ] ) ];
		$this->tell( $order->get_id(), $own, [] === $other ? $later : [ $this->made( $order->get_id(), 'return', $other ) ] );
		$this->isPaid( $order->get_id(), true );
		$this->complete();
		self::assertSame( [ 'processing', false ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completes ] );

		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		self::assertSame( [] === $other ? 'completed' : 'processing', $this->status( $order->get_id() ), 'Said once more, it holds, unless goods came back.' );
	}

	public function testACompletionThatSorsTakesBackIsOursStill(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		foreach ( [ false, true ] as $says ) {
			$this->tell( $order->get_id(), [ 'fulfilled' => $says ] );
			self::assertTrue( $this->sale( $order->get_id() )->completedBySors );
		}
	}

	public function testWhatIsWrittenMeanwhileIsNotOverwritten(): void {
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$asRead  = $this->sale( $order->get_id() );
		$claimed = $entries->claim( $asRead->id, false );
		self::assertTrue( null !== $claimed && $entries->beginCompletion( $claimed ) );
		$this->services->outcomes()->note( $asRead, [ new Document( [ 'id' => $asRead->documentId, 'fulfilled' => false ] ) ] );
		self::assertTrue( $this->sale( $order->get_id() )->completedBySors );

		$other = $this->sentOrder();
		$this->tell( $other->get_id(), [ 'fulfilled' => true ] );
		$claimed = $entries->claim( $this->sale( $other->get_id() )->id, false );
		$this->tell( $other->get_id(), [ 'fulfilled' => false ] );
		self::assertFalse( null === $claimed || $entries->beginCompletion( $claimed ) );
	}

	/** @return array<string, array{array<string, mixed>, string}> What is done in SORS, and the order's status. */
	public function unseen(): array {
		return [
			'as it was'               => [ [ 'do' => 'setDocument', 'set' => [ 'invoiced' => true ] ], 'completed' ],
			'it says itself "not so"' => [ [ 'do' => 'setDocument', 'set' => [ 'fulfilled' => false ] ], 'processing' ],
			'it was raised in SORS'   => [ [ 'do' => 'setDocument', 'set' => [ 'total' => 999999 ] ], 'processing' ],
			'closed by the other'     => [ [ 'do' => 'cancelDocument' ], 'completed' ],
			'removed by the other'    => [ [ 'do' => 'removeDocument' ], 'completed' ],
		];
	}

	/**
	 * @dataProvider unseen
	 *
	 * @param array<string, mixed> $does
	 */
	public function testTheDocumentItselfIsReadBeforeItsOrderIsCompleted( array $does, string $status ): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->patch( $does + [ 'number' => $sale->documentName() ] );
		$this->services->outcomes()->note( $sale, [ $this->made( $order->get_id(), 'deliveryNote', [ 'total' => $sale->total, 'fulfilled' => true ] ) ] );
		$this->complete();
		self::assertSame( $status, $this->status( $order->get_id() ) );
	}

	public function testACancelledDocumentFromWhichNothingWasMadeCompletesNothing(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->sale( $order->get_id() )->documentName() ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
	}

	public function testWhatBecameOfTheFormerDocumentSaysNothingOfTheOneTakenOver(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ], [ $this->made( $order->get_id(), 'invoice' ) ] );
		self::assertNotNull( Sql::value( 'SELECT made_id FROM ' . OutboxTable::name() . ' WHERE id = %d', $sale->id ) );
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
		$now = $this->sale( $order->get_id() );
		self::assertNotSame( $sale->documentId, $now->documentId );
		self::assertSame( [ [], false, null ], [ $now->outcome, $now->completes, Sql::value( 'SELECT made_id FROM ' . OutboxTable::name() . ' WHERE id = %d', $sale->id ) ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
	}

	public function testWhatBecameOfTheOneTakenOverIsToldAtOnce(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'invoiced' => true ] );
		$other = $this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->patch( [ 'do' => 'setDocument', 'number' => $other->number, 'set' => [ 'fulfilled' => true ] ] );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
		self::assertSame( [ true, false ], [ in_array( 'fulfilled', $this->sale( $order->get_id() )->outcome, true ), in_array( 'invoiced', $this->sale( $order->get_id() )->outcome, true ) ] );
		$this->complete();
		self::assertSame( 'completed', $this->status( $order->get_id() ) );
	}

	public function testThatItWasCompletedStaysKnownOfTheOneTakenOver(): void {
		$order = $this->sentOrder();
		$sale  = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
		$this->services->api()->cancelDocument( self::DATABASE, (string) $sale->documentId );
		$this->services->reconciliation()->run();
		$now = $this->sale( $order->get_id() );
		self::assertSame( [ true, true ], [ $sale->documentId !== $now->documentId, $now->completedBySors ] );
	}

	public function testWhereSorsDoesNotAnswerTheOrderWaits(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->fault( 'getDocument', [ 'kind' => 'status', 'status' => 503 ] );
		$this->complete();
		self::assertSame( [ 'processing', true ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completes ] );
		$this->complete();
		self::assertSame( 'completed', $this->status( $order->get_id() ) );
	}

	/** @return array<string, array{bool, array<string, mixed>, list<array{string, string, 2?: array<string, mixed>}>, string}> Whether SORS says "handed over"; of its document; what was made from it, by kind and part of the total; the order's status. */
	public function goods(): array {
		$left = [ 'fulfilled' => true ];
		return [
			'handed over'                                       => [ true, $left, [], 'completed' ],
			'invoiced only'                                     => [ true, [ 'invoiced' => true ], [ [ 'invoice', '1' ] ], 'processing' ],
			'receipt only: it may be one for an advance'        => [ true, [ 'fiscalised' => true, 'fiscalNumber' => 'R-1' ], [], 'processing' ],
			'a delivery note, of which SORS says nothing'       => [ true, [], [ [ 'deliveryNote', '1' ] ], 'processing' ],
			'a delivery note, handed over'                      => [ true, [], [ [ 'deliveryNote', '1', $left ] ], 'completed' ],
			'part of the goods, handed over'                    => [ true, [], [ [ 'deliveryNote', '0.5', $left ] ], 'processing' ],
			'both parts, handed over'                           => [ true, [], [ [ 'deliveryNote', '0.5', $left ], [ 'deliveryNote', '0.5', $left ] ], 'completed' ],
			'one of two parts handed over'                      => [ true, [], [ [ 'deliveryNote', '0.5', $left ], [ 'deliveryNote', '0.5' ] ], 'processing' ],
			'a part, and the invoice of the same part'          => [ true, [], [ [ 'deliveryNote', '0.5', $left ], [ 'invoice', '0.5', $left ] ], 'processing' ],
			'of all, but it says itself that it is not so'      => [ true, [ 'fulfilled' => false ], [ [ 'deliveryNote', '1', $left ] ], 'processing' ],
			'handed over, and of another total since'           => [ true, [ 'total' => '1' ] + $left, [], 'processing' ],
			'a SORS that cannot say it: a delivery note of all' => [ false, [], [ [ 'deliveryNote', '1' ] ], 'completed' ],
			'of a part'                                         => [ false, [], [ [ 'deliveryNote', '0.5' ] ], 'processing' ],
			'of all, as an invoice-delivery note'               => [ false, [], [ [ 'invoiceDeliveryNote', '1' ] ], 'completed' ],
			'of all, as an invoice, which lowers no stock'      => [ false, [], [ [ 'invoice', '1' ] ], 'processing' ],
		];
	}

	/**
	 * @dataProvider goods
	 *
	 * @param array<string, mixed>                                       $facts
	 * @param list<array{string, string, 2?: array<string, mixed>}> $made
	 */
	public function testAnOrderIsCompletedOnlyWhenAllItsGoodsLeft( bool $says, array $facts, array $made, string $status ): void {
		if ( ! $says ) {
			$this->speak( OtherContract::api( [ 'entities.document.fulfilled' ] ) );
		}
		$order = $this->sentOrder();
		$total = (string) $this->sale( $order->get_id() )->total;
		$shown = [];
		foreach ( $made as list( $kind, $part ) ) {
			$shown[] = $this->made( $order->get_id(), $kind, [ 'id' => 'x' . count( $shown ), 'total' => Decimal::multiply( $total, $part ) ] + ( $made[ count( $shown ) ][2] ?? [] ) );
		}
		$this->tell( $order->get_id(), $facts, $shown );
		$this->complete();
		self::assertSame( $status, $this->status( $order->get_id() ) );
	}

	public function testWhereADocumentCannotBeReadAgainItIsCompletedByWhatWasSaidUnlessSomethingIsOpen(): void {
		$this->speak( OtherContract::api( [ 'operations.getDocument' ] ) );
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$sale    = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->waitsForAnIssue( $sale );
		$refund = wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => 1 ] );
		$this->waits( 'a refund', $order->get_id() );
		$return = $entries->ensure( $order->get_id(), OutboxEntry::ROLE_RETURN, $refund->get_id(), 1 );
		$entries->update( $return->id, [ 'state' => OutboxEntry::SKIPPED, 'next_attempt_at' => null ] );
		$this->waitsForACancelling( $order->get_id() );
		$asked = count( $this->sors->get( 'requests' )['requests'] );
		$this->complete();
		self::assertSame( [ 'completed', 1, $asked ], [ $this->status( $order->get_id() ), $this->completed, count( $this->sors->get( 'requests' )['requests'] ) ] );

		$revised = $this->sentOrder();
		$this->tell( $revised->get_id(), [ 'fulfilled' => true ] );
		$entries->update( $entries->ensure( $revised->get_id(), OutboxEntry::ROLE_SALE, 0, 2 )->id, [ 'next_attempt_at' => null ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $revised->get_id() ) );
	}

	public function testADeliveryNoteThatWasToldBeforeDoesNotHideThatAllWasHandedOver(): void {
		$order = $this->sentOrder();
		$part  = [ $this->made( $order->get_id(), 'deliveryNote', [ 'total' => '1' ] ) ];
		$this->tell( $order->get_id(), [], $part );
		$this->waits( 'the rest', $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ], $part );
		$this->complete();
		self::assertSame( 'completed', $this->status( $order->get_id() ) );
	}

	public function testADeliveryNoteThatTheShopItselfSentIsNoWordOfSors(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote', 'stockMode' => 'onHand' ] );
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
	}

	public function testADocumentThatAPersonNamedCompletesNothing(): void {
		$order = $this->sentOrder();
		( new OutboxTable() )->update( $this->sale( $order->get_id() )->id, [ 'document_by' => OutboxEntry::NAMED ] );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
		self::assertStringContainsString( 'handed over', implode( "\n", $this->notes( $order->get_id() ) ), 'It is told all the same.' );
	}

	public function testOfVeryManyFactsTheOrderIsCompletedAllTheSame(): void {
		$order = $this->sentOrder();
		$many  = array_map( fn( int $n ): Document => $this->made( $order->get_id(), 'invoice', [ 'id' => "x$n" ] ), range( 1, 100 ) );
		$this->tell( $order->get_id(), [], $many );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ], $many );
		$this->complete();
		self::assertSame( 'completed', $this->status( $order->get_id() ) );
	}

	public function testACancellingOfThatVeryMomentStands(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$asked = 0;
		// Whether it is paid is asked last, when its status and all entries have been looked at, once more after SORS answered.
		$cancel = function ( $value ) use ( $order, &$asked ) {
			$callers = array_column( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ), 'function' );
			if ( in_array( 'verdict', $callers, true ) && ! in_array( 'check', $callers, true ) && 1 === $asked++ ) {
				$this->inOtherProcess( 'wc_get_order( $args[0] )->update_status( "cancelled" );', [ $order->get_id() ] )->finish();
			}
			return $value;
		};
		add_filter( 'woocommerce_order_get_date_paid', $cancel );
		try {
			$this->complete();
		} finally {
			remove_filter( 'woocommerce_order_get_date_paid', $cancel );
		}
		self::assertGreaterThan( 1, $asked );
		self::assertSame( [ 'cancelled', 0 ], [ $this->status( $order->get_id() ), $this->completed ] );
	}

	public function testACancellingWhileItIsBeingSavedStandsWithItsStock(): void {
		$product = $this->soldProduct()->get_id();
		$full    = $this->stock( $product );
		$order   = $this->sentOrder();
		self::assertSame( $full - 2, $this->stock( $product ) );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$saves  = 0;
		$cancel = function () use ( $order, &$saves ): void {
			if ( 0 === $saves++ ) {
				$this->inOtherProcess( 'wc_get_order( $args[0] )->update_status( "cancelled" );', [ $order->get_id() ] )->finish();
			}
		};
		add_action( 'woocommerce_before_order_object_save', $cancel );
		try {
			$this->complete();
		} finally {
			remove_action( 'woocommerce_before_order_object_save', $cancel );
		}
		self::assertGreaterThan( 0, $saves );
		self::assertSame( 'cancelled', $this->status( $order->get_id() ) );
		self::assertSame( $full, $this->stock( $product ) );
		self::assertStringContainsString( 'was given another status', implode( "\n", $this->notes( $order->get_id() ) ) );
		$this->work();
		self::assertSame( OutboxEntry::REJECTED, array_column( ( new OutboxTable() )->ofOrder( $order->get_id() ), 'state', 'role' )[ OutboxEntry::ROLE_CANCEL ] ?? null, 'It was completed for a moment: a person is asked.' );
	}

	public function testWhoFollowsOrdersByTheirDateOrAsPostsHearsOfIt(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->letModifiedBe( $order->get_id(), 600 );
		$heard = [];
		$hear  = static function ( ...$arguments ) use ( &$heard ): void {
			$heard[ current_action() ][] = implode( ' ', array_map( static fn( $argument ): string => $argument instanceof \WP_Post ? $argument->post_status : ( is_string( $argument ) ? $argument : '' ), $arguments ) );
		};
		$hooks = [ 'transition_post_status', 'post_updated', 'save_post_shop_order', 'save_post' ];
		foreach ( $hooks as $hook ) {
			add_action( $hook, $hear, 10, 3 );
		}
		try {
			$this->complete();
		} finally {
			foreach ( $hooks as $hook ) {
				remove_action( $hook, $hear );
			}
		}
		$modified = $this->freshOrder( $order->get_id() )->get_date_modified();
		self::assertGreaterThan( time() - 300, null === $modified ? 0 : $modified->getTimestamp() );
		$said = [
			'transition_post_status' => [ 'wc-completed wc-processing wc-completed' ],
			'post_updated'           => [ ' wc-completed wc-processing' ],
			'save_post_shop_order'   => [ ' wc-completed ' ],
			'save_post'              => [ ' wc-completed ' ],
		];
		self::assertSame( OrderStorage::current()->isPosts() ? $said : [], $heard );
	}

	public function testAPluginThatBreaksWhileItsStatusIsSetLeavesTheOrderAsItWas(): void {
		$order = $this->cashOnDelivery();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$break = static function (): void {
			throw new \LogicException( 'Broken.' );
		};
		add_filter( 'woocommerce_payment_complete_order_status', $break );
		try {
			$this->complete();
		} finally {
			remove_filter( 'woocommerce_payment_complete_order_status', $break );
		}
		self::assertSame( [ 'processing', true ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completes ] );
		$this->complete();
		self::assertSame( [ 'completed', 1 ], [ $this->status( $order->get_id() ), $this->completed ] );
	}

	/** @return array<string, array{\Throwable}> WooCommerce catches the one and not the other. */
	public function breaks(): array {
		return [
			'exception' => [ new \LogicException( 'Broken.' ) ],
			'error'     => [ new \TypeError( 'Broken.' ) ],
		];
	}

	/** @dataProvider breaks */
	public function testAPluginThatBreaksBeforeItIsSavedLeavesItToAPerson( \Throwable $error ): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$break = static function () use ( $error ): void {
			throw $error;
		};
		add_action( 'woocommerce_before_order_object_save', $break );
		try {
			$this->complete();
		} finally {
			remove_action( 'woocommerce_before_order_object_save', $break );
		}
		$fresh = $this->freshOrder( $order->get_id() );
		self::assertSame( [ 'processing', null, false ], [ $fresh->get_status(), $fresh->get_date_completed(), $this->sale( $order->get_id() )->completes ] );
		self::assertStringContainsString( 'could not be completed', implode( "\n", $this->notes( $order->get_id() ) ) );
		$before = $this->completed;
		$fresh->update_status( 'completed' );
		self::assertSame( $before + 1, $this->completed );
	}

	/** @return array<string, array{string, string, bool, string}> Where the process ends; the order's status and whether it is ours then; what is said. */
	public function ends(): array {
		return [
			'before WooCommerce wrote anything' => [ 'woocommerce_before_order_object_save', 'processing', false, 'could not be completed' ],
			'before anybody heard of it'        => [ 'woocommerce_order_status_processing_to_completed', 'completed', true, 'may not have been mailed' ],
		];
	}

	/** @dataProvider ends */
	public function testACompletionThatIsCutOffIsEndedOrTakenBackAndTold( string $hook, string $status, bool $isOurs, string $words ): void {
		$order = $this->sentOrder();
		$id    = $order->get_id();
		$this->tell( $id, [ 'fulfilled' => true ] );
		$code  = 'add_action( $args[0], static function () { exit( 3 ); }, 1 ); ( new SorsApi\\Services() )->orders()->completion()->run( 30 );';
		try {
			$this->inOtherProcess( $code, [ $hook ] )->finish();
			self::fail( 'It was not cut off.' );
		} catch ( \RuntimeException $died ) {
			self::assertStringContainsString( 'ended with 3', $died->getMessage() );
		}
		self::assertSame( 'completed', $this->status( $id ) );
		$this->pass( 600 );
		$this->services->completion()->run( 30 );
		self::assertStringNotContainsString( $words, implode( "\n", $this->notes( $id ) ), 'It may be at it still.' );

		$this->configure( [ 'completeOrders' => false ] );
		$this->complete();
		self::assertSame( [ $status, 'completed' === $status, $isOurs ], [ $this->status( $id ), null !== $this->freshOrder( $id )->get_date_completed(), $this->sale( $id )->completedBySors ] );
		self::assertStringContainsString( $words, implode( "\n", $this->notes( $id ) ) );
		self::assertSame( [], ( new OutboxTable() )->brokenCompletions( 10 ) );
		$notes = count( $this->notes( $id ) );
		$this->complete();
		self::assertCount( $notes, $this->notes( $id ), 'It is told once.' );
	}

	public function testACompletionThatIsCutOffBeforeItsStatusIsWrittenIsLeftToAPerson(): void {
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$claimed = $entries->claim( $this->sale( $order->get_id() )->id, false );
		self::assertTrue( null !== $claimed && $entries->beginCompletion( $claimed ) );
		$this->complete();
		self::assertSame( [ 'processing', false ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completedBySors ] );
		self::assertStringContainsString( 'could not be completed', implode( "\n", $this->notes( $order->get_id() ) ) );
	}

	public function testACompletionThatHasEndedIsNotLookedAtAgain(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		$this->pass( DAY_IN_SECONDS );
		self::assertSame( [ 'completed', [] ], [ $this->status( $order->get_id() ), ( new OutboxTable() )->brokenCompletions( 10 ) ] );

		// As a version left it that did not note the end.
		$notes = $this->notes( $order->get_id() );
		( new OutboxTable() )->update( $this->sale( $order->get_id() )->id, [ 'completes_at' => '2026-01-01 00:00:00' ] );
		$this->complete();
		self::assertSame( $notes, $this->notes( $order->get_id() ) );
		self::assertSame( [ 'completed', true, [] ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completedBySors, ( new OutboxTable() )->brokenCompletions( 10 ) ] );
	}

	public function testACompletedOrderIsAsWooCommerceCompletesIt(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder() ];
		foreach ( $orders as $order ) {
			$order->set_date_paid( null );
			$order->set_payment_method( 'cod' );
			$order->save();
		}
		$this->freshOrder( $orders[0]->get_id() )->update_status( 'completed' );
		$heard = [];
		$hear  = static function ( int $id, string $from, string $to ) use ( &$heard ): void {
			$heard = [ $id, $from, $to ];
		};
		add_action( 'woocommerce_order_status_changed', $hear, 10, 3 );
		$this->tell( $orders[1]->get_id(), [ 'fulfilled' => true ] );
		$this->complete();
		remove_action( 'woocommerce_order_status_changed', $hear );
		self::assertSame( [ $orders[1]->get_id(), 'processing', 'completed' ], $heard );
		$facts = array_map( fn( \WC_Order $order ): array => self::facts( $this->freshOrder( $order->get_id() ) ), $orders );
		self::assertSame( $facts[0], $facts[1] );
		self::assertSame( [ 'completed', true, true ], $facts[1] );
	}

	/** @return array{string, bool, bool} */
	private static function facts( \WC_Order $order ): array {
		return [ $order->get_status(), null !== $order->get_date_completed(), null !== $order->get_date_paid() ];
	}

	public function testACashOnDeliveryOrderSaysThatItWasCompletedByWhatSorsSaid(): void {
		$order = $this->cashOnDelivery();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$before = count( $this->sors->get( 'requests' )['requests'] );
		$this->complete();
		$this->services->sweep()->run();
		$this->work();
		self::assertSame( [ 'completed', $before + 1 ], [ $this->status( $order->get_id() ), count( $this->sors->get( 'requests' )['requests'] ) ], 'The document is read once more, and nothing is sent.' );
		( new OutboxTable() )->forgetCompletions();
		self::assertTrue( $this->sale( $order->get_id() )->completedBySors );
	}

	public function testWhatWaitsIsLookedAtOnceAnHourAndIsOtherwiseLeftAlone(): void {
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$sale    = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$entries->update( $sale->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) + [ 'updated_at' => '2026-01-01 00:00:00' ] );
		Sql::run( 'UPDATE ' . OutboxTable::name() . " SET updated_at = '2026-01-01 00:00:00'" );
		$this->services->completion()->run( 30 );
		self::assertSame( '2026-01-01 00:00:00', $this->sale( $order->get_id() )->updatedAt, 'The ledger would never settle it.' );
		self::assertSame( [], $entries->completing( 10 ) );
		$entries->update( $sale->id, OutboxTable::NO_ISSUE );
		$this->services->completion()->run( 30 );
		self::assertSame( 'processing', $this->status( $order->get_id() ) );
		$this->pass( HOUR_IN_SECONDS );
		$this->services->completion()->run( 30 );
		self::assertSame( 'completed', $this->status( $order->get_id() ) );
	}

	public function testThoseThatWaitComeAfterTheOthers(): void {
		$waits = $this->sentOrder();
		$new   = $this->sentOrder();
		foreach ( [ $waits, $new ] as $order ) {
			$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		}
		$entries = new OutboxTable();
		$entries->update( $this->sale( $waits->get_id() )->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		$this->services->completion()->run( 0 );
		self::assertSame( [ $this->sale( $waits->get_id() )->id ], $entries->completing( 1 ) );
		$entries->claim( $this->sale( $waits->get_id() )->id, false );
		self::assertSame( [ $this->sale( $new->get_id() )->id ], $entries->completing( 1 ), 'What another process has is none of them.' );
		$entries->update( $this->sale( $waits->get_id() )->id, OutboxTable::NO_LEASE + [ 'completes_at' => gmdate( 'Y-m-d H:i:s' ) ] );
		$entries->update( $this->sale( $new->get_id() )->id, [ 'completes_at' => gmdate( 'Y-m-d H:i:s', time() - 60 ) ] );
		self::assertSame( [ $this->sale( $new->get_id() )->id ], $entries->completing( 1 ) );
	}

	public function testAfterAMonthAPersonMayCompleteIt(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		$entries = new OutboxTable();
		$entries->update( $this->sale( $order->get_id() )->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		$this->pass( 29 * DAY_IN_SECONDS );
		$this->complete();
		self::assertTrue( $this->sale( $order->get_id() )->completes );
		self::assertFalse( $this->isGivenUp( $order->get_id() ) );
		$this->pass( 2 * DAY_IN_SECONDS );
		$this->complete();
		self::assertTrue( $this->isGivenUp( $order->get_id() ) );
		$entries->update( $this->sale( $order->get_id() )->id, OutboxTable::NO_ISSUE );
		$this->complete();
		self::assertSame( [ 'processing', false ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completes ] );
	}

	public function testWhatEndsTheProcessThreeTimesIsGivenUp(): void {
		$order = $this->sentOrder();
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
		for ( $died = 1; $died <= 3; $died++ ) {
			self::assertTrue( $this->sale( $order->get_id() )->completes );
			self::assertNotNull( ( new OutboxTable() )->claim( $this->sale( $order->get_id() )->id, false ) );
			$this->pass( 200 );
		}
		$this->complete();
		self::assertSame( [ 'processing', false, 0 ], [ $this->status( $order->get_id() ), $this->sale( $order->get_id() )->completes, $this->completed ] );
		self::assertTrue( $this->isGivenUp( $order->get_id() ) );
	}

	public function testItWaitsUntilNothingOfTheOrderIsOpen(): void {
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$sale    = $this->sale( $order->get_id() );
		$this->tell( $order->get_id(), [ 'fulfilled' => true ] );

		$this->waitsForAnIssue( $sale );

		$this->waitsForACancelling( $order->get_id() );

		$fresh = $this->freshOrder( $order->get_id() );
		$fresh->set_payment_method( 'bacs' );
		$fresh->set_date_paid( null );
		$fresh->save();
		$this->waits( 'the money', $order->get_id() );
		$fresh->set_payment_method( 'cod' );
		$fresh->save();

		$refund = wc_create_refund( [ 'order_id' => $order->get_id(), 'amount' => 1 ] );
		$this->waits( 'a refund', $order->get_id() );
		Sql::run( 'DELETE FROM ' . OutboxTable::name() . ' WHERE refund_id = %d', $refund->get_id() );
		$this->waits( 'a refund that was not noted yet', $order->get_id() );
		$return = $entries->ensure( $order->get_id(), OutboxEntry::ROLE_RETURN, $refund->get_id(), 1 );
		$entries->update( $return->id, [ 'state' => OutboxEntry::SKIPPED, 'next_attempt_at' => null ] );

		$this->pass( HOUR_IN_SECONDS );
		self::assertNotNull( $entries->claim( $sale->id, false ) );
		$this->services->completion()->run( 30 );
		self::assertSame( 0, $this->completed, 'Another process has it.' );
		$entries->update( $sale->id, OutboxTable::NO_LEASE );

		$this->complete();
		self::assertSame( [ 'completed', 1 ], [ $this->freshOrder( $order->get_id() )->get_status(), $this->completed ] );
	}

	public function testWhatAnotherPluginCompletedOrHeldIsLeftAlone(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder(), $this->sentOrder() ];
		foreach ( $orders as $order ) {
			$this->tell( $order->get_id(), [ 'fulfilled' => true ] );
			$this->freshOrder( $order->get_id() );
		}
		// In another process, so that this one still has the orders as they were.
		$this->inOtherProcess( 'wc_get_order( $args[0] )->update_status( "completed" ); wc_get_order( $args[1] )->update_status( "on-hold" );', [ $orders[0]->get_id(), $orders[1]->get_id() ] )->finish();
		$next = ( new OutboxTable() )->ensure( $orders[2]->get_id(), OutboxEntry::ROLE_SALE, 0, 2 );
		( new OutboxTable() )->update( $next->id, [ 'next_attempt_at' => null ] );
		$this->complete();
		self::assertSame( [ 0, [] ], [ $this->completed, ( new OutboxTable() )->completing( 10 ) ] );
		self::assertSame( 'on-hold', $this->freshOrder( $orders[1]->get_id() )->get_status() );
	}

	private function waitsForAnIssue( OutboxEntry $sale ): void {
		( new OutboxTable() )->update( $sale->id, OutboxTable::issue( new Issue( Issue::MISSING ) ) );
		$this->waits( 'an issue', $sale->orderId );
		( new OutboxTable() )->update( $sale->id, OutboxTable::NO_ISSUE );
	}

	private function waitsForACancelling( int $orderId ): void {
		$cancel = ( new OutboxTable() )->ensure( $orderId, OutboxEntry::ROLE_CANCEL, 0, 1 );
		$this->waits( 'a cancelling', $orderId );
		( new OutboxTable() )->update( $cancel->id, [ 'state' => OutboxEntry::SKIPPED, 'next_attempt_at' => null ] );
	}

	private function waits( string $for, int $orderId ): void {
		$this->complete();
		self::assertSame( [ 'processing', 0 ], [ $this->freshOrder( $orderId )->get_status(), $this->completed ], "It has to wait for $for." );
	}

	private function cashOnDelivery(): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$order->set_payment_method( 'cod' );
		$order->set_date_paid( null );
		$order->save();
		$this->work();
		return $order;
	}

	private function isGivenUp( int $orderId ): bool {
		return false !== strpos( implode( "\n", array_column( ( new History() )->of( $this->sale( $orderId )->id ), 'message' ) ), 'not completed automatically' );
	}

	private function stock( int $product ): int {
		wp_cache_flush();
		return (int) wc_get_product( $product )->get_stock_quantity();
	}

	private function isPaid( int $orderId, bool $is ): void {
		$order = $this->freshOrder( $orderId );
		$order->set_payment_method( 'bacs' );
		$order->set_date_paid( $is ? (string) time() : null );
		$order->save();
	}

	/** An hour later. */
	private function complete(): void {
		$this->pass( HOUR_IN_SECONDS );
		$this->services->completion()->run( 30 );
	}

	private function status( int $orderId ): string {
		return $this->freshOrder( $orderId )->get_status();
	}

	private function speak( Api $api ): void {
		$settings       = new SettingsStore( $api );
		$this->services = new OrderServices( $api, $settings, new StoreIdentity( $settings ) );
		$this->outbox   = $this->services->outbox();
	}

	/**
	 * @param array<string, mixed> $facts
	 * @param list<Document>       $made
	 */
	private function tell( int $orderId, array $facts, array $made = [] ): void {
		$sale = $this->sale( $orderId );
		$own  = new Document( $facts + [ 'id' => $sale->documentId, 'number' => $sale->documentNumber ] );
		$this->services->outcomes()->note( $sale, array_merge( [ $own ], $made ) );
	}

	/** @param array<string, mixed> $fields */
	private function made( int $orderId, string $kind, array $fields = [] ): Document {
		return new Document( $fields + [ 'id' => "made-$orderId", 'number' => 'X', 'kind' => $kind, 'sourceDocumentId' => $this->sale( $orderId )->documentId ] );
	}

	private function comparedAt( int $orderId ): ?string {
		return Sql::value( 'SELECT compared_at FROM ' . OutboxTable::name() . ' WHERE order_id = %d', $orderId );
	}
}
