<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\History;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\SentDecision;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** Somebody changes a line of a document in SORS, and its total stays. */
final class LinesInSorsTest extends OutboxTestCase {

	/** @dataProvider lists */
	public function testTheDailyComparisonTellsIt( bool $haveLines, int $reads ): void {
		$order = $this->sentOrder( 3 );
		$other = $this->sentOrder( 1 );
		if ( ! $haveLines ) {
			add_filter( 'http_response', [ self::class, 'withoutLines' ] );
		}
		$sale = $this->sale( $order->get_id() );
		$this->patch( [ 'do' => 'setDocument', 'number' => (string) $sale->documentNumber, 'set' => [ 'lines' => [ [ 'quantity' => 2 ] ] ] ] );
		$before = $this->sors->count( 'getDocument' );
		foreach ( [ 1, 2 ] as $day ) {
			$this->services->reconciliation()->run();
			$told = $this->sale( $order->get_id() );
			self::assertSame( Reconciliation::TOTAL, self::issueOf( $told ), "Day $day" );
			self::assertStringContainsString( $this->soldProduct()->get_sku() . ': quantity 2 instead of 3', (string) IssueText::problem( $told ) );
			self::assertNull( $this->sale( $other->get_id() )->issue );
		}
		self::assertSame( 2 * $reads, $this->sors->count( 'getDocument' ) - $before );
		self::assertCount( 1, array_keys( array_column( History::of( $sale->id ), 'event' ), Reconciliation::TOTAL, true ), 'It is told once.' );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => (string) $sale->documentNumber, 'set' => [ 'lines' => [ [ 'quantity' => 3 ] ] ] ] );
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public static function lists(): array {
		return [
			'lists with lines'    => [ true, 0 ],
			'lists without lines' => [ false, 2 ],
		];
	}

	public function testWhatAPersonLeftAsItIsIsNotToldAgain(): void {
		$order = $this->sentOrder( 3 );
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => (string) $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'lines' => [ [ 'quantity' => 2 ] ] ] ] );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, SentDecision::ACCEPT );
		$this->services->reconciliation()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	/** A list whose entries lack their lines: what is a list within a list goes. */
	public static function withoutLines( array $response ): array {
		$body = json_decode( (string) $response['body'], true );
		if ( is_array( $body ) ) {
			$response['body'] = (string) wp_json_encode( self::bare( $body, false ) );
		}
		return $response;
	}

	private static function bare( array $node, bool $isInList ): array {
		$isList = [] !== $node && array_keys( $node ) === array_keys( array_keys( $node ) ) && is_array( $node[0] );
		if ( $isList && $isInList ) {
			return [];
		}
		return array_map( static fn( $part ) => is_array( $part ) ? self::bare( $part, $isInList || $isList ) : $part, $node );
	}
}
