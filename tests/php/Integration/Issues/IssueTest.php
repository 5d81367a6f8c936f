<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\Issue;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Reconciliation;
use SorsApi\OrderView\Words;
use SorsApi\Sentence;
use SorsApi\Sors\Document;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** An issue is known by its facts: the shop's managers read in several languages. */
final class IssueTest extends OutboxTestCase {

	public function testAnAcceptedDifferenceStaysAcceptedInAnotherLanguage(): void {
		$order = $this->sentOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		$this->services->sentDecision()->decide( $this->checked( $order )->id, 'accept' );
		$events = $this->events( $order );
		$this->speakAnotherLanguage();
		self::assertNull( $this->checked( $order )->issue );
		self::assertSame( $events, $this->events( $order ), 'An event would be mailed.' );
	}

	public function testAnOpenIssueIsReadInEachLanguageAndToldOnce(): void {
		$order = $this->sentOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		self::assertStringStartsWith( 'The order was changed', (string) IssueText::problem( $this->checked( $order ) ) );
		$events = $this->events( $order );
		$this->speakAnotherLanguage();
		self::assertStringStartsWith( 'tuđe: The order was changed', (string) IssueText::problem( $this->checked( $order ) ) );
		self::assertSame( $events, $this->events( $order ) );
	}

	public function testAmountsAreWrittenAsTheShopWritesThem(): void {
		update_option( 'woocommerce_price_thousand_sep', '.' );
		update_option( 'woocommerce_price_decimal_sep', ',' );
		$order = $this->sentOrder();
		$this->changeQuantity( $order->get_id(), 500 );
		$sale  = $this->checked( $order );
		$total = (string) $this->freshOrder( $order->get_id() )->get_total();
		$words = sprintf( 'total %s instead of %s', Words::amount( $total ), Words::amount( (string) $sale->total ) );
		self::assertStringNotContainsString( '645000', $words );
		self::assertStringContainsString( $words, (string) IssueText::problem( $sale ) );
		self::assertStringContainsString( "total 645000 RSD instead of $sale->total RSD", Sentence::english( IssueText::of( $sale, $sale->issue ?? new Issue( '' ) ) ) );
	}

	public function testAComparisonInAnotherLanguageFindsNothingNew(): void {
		$order = $this->sentOrder();
		$this->compareAfter( [ 'do' => 'setDocument', 'number' => (string) $this->sale( $order->get_id() )->documentNumber, 'set' => [ 'total' => 1 ] ] );
		self::assertTrue( $this->sale( $order->get_id() )->hasIssue( [ Reconciliation::TOTAL ] ) );
		$events = $this->events( $order );
		$this->speakAnotherLanguage();
		$this->services->reconciliation()->run();
		self::assertSame( $events, $this->events( $order ) );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		remove_all_filters( 'gettext_sors-api-for-woocommerce' );
		$this->services->reconciliation()->run();
		self::assertNull( $this->sale( $order->get_id() )->issue );
	}

	public function testAnotherDateIsAnotherDifferenceThanTheAcceptedOne(): void {
		$sale   = $this->sale( $this->sentOrder()->get_id() );
		$found  = fn( string $date ): ?Issue => Reconciliation::judge(
			$sale,
			[
				new Document(
					[
						'id'     => $sale->documentId,
						'number' => $sale->documentNumber,
						'kind'   => $sale->kind,
						'date'   => $date,
						'total'  => $sale->total,
						'status' => 'open',
					]
				),
			]
		);
		self::assertNull( $found( (string) $sale->documentDate ) );
		$prints = array_map( static fn( string $date ): string => null === $found( $date ) ? '' : $found( $date )->fingerprint(), [ '2026-01-10', '2026-01-11' ] );
		self::assertCount( 2, array_unique( $prints ) );
	}

	public function testTheNameOfAProductIsNoDifference(): void {
		$order = $this->sentOrder();
		$this->changeQuantity( $order->get_id(), 5 );
		$this->services->sentDecision()->decide( $this->checked( $order )->id, 'accept' );
		foreach ( $this->freshOrder( $order->get_id() )->get_items() as $item ) {
			self::saved( $item, [ 'name' => 'Drugo ime' ] );
		}
		self::assertNull( $this->checked( $order )->issue );
	}

	private function speakAnotherLanguage(): void {
		add_filter( 'gettext_sors-api-for-woocommerce', static fn( string $text ): string => 'tuđe: ' . $text );
	}
}
