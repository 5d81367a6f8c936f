<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Background\Watchdog;
use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\Languages;
use SorsApi\Tests\Site\Mails;

'cli' === PHP_SAPI || exit;

/** What a run says is in the language of whoever reads it, not of the cron or the colleague who ran it. */
final class ReadersLanguageTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->useFirstUnit();
	}

	/** @return array<string, array{string}> Who ran it. */
	public function writers(): array {
		return [
			'a Serbian one'  => [ 'sr_RS' ],
			'an English one' => [ 'en_US' ],
		];
	}

	/** @dataProvider writers */
	public function testWhatWaitsForADecision( string $writer ): void {
		$this->stockOfTwelve();
		$run = Languages::in( $writer, fn(): Run => $this->runToEnd( 'stock' ) );
		$said = [
			'en_US' => 'Stopped to be safe: 12 of 12 products on sale (100 %) would change their price. That waits for your decision; your limit is 20 %. All 12 prices would rise by the same 12.5 %.',
			'sr_RS' => "Заустављено ради сигурности: 12 од 12 производа у продаји (100\u{A0}%) променило би цену. То чека вашу одлуку; ваша граница је 20\u{A0}%. Све цене (12) порасле би за истих 12.5\u{A0}%.",
		];
		foreach ( $said as $reader => $words ) {
			self::assertSame( $words, Languages::in( $reader, fn(): string => $this->restOk( 'GET', 'pending' )['kinds'][0]['message'] ) );
		}
		self::assertStringContainsString( 'Stock and prices: Stopped to be safe: 12 of 12', $this->decision( 'en_US', 'changes_waiting' ) );
		self::assertStringContainsString( 'Заустављено ради сигурности: 12 од 12', $this->decision( 'sr_RS', 'changes_waiting' ) );
		// The mail is in the site's language, whoever's request sends it.
		self::db()->update( Tables::name( Tables::RUNS ), [ 'started_by' => 'schedule' ], [ 'id' => $run->id ] );
		$mails = Mails::during(
			static fn() => Languages::in(
				'sr_RS',
				static function (): void {
					self::assertSame( 'Подешавања', __( 'Settings', 'sors-api-for-woocommerce' ) );
					Watchdog::mailPending();
				}
			)
		);
		self::assertStringContainsString( 'Changes of products wait for your decision', $mails[0]['subject'] );
		self::assertStringContainsString( 'Stopped to be safe: 12 of 12', $mails[0]['message'] );
	}

	/** @dataProvider writers */
	public function testOneThatFailed( string $writer ): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'action' => [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Baza je zaključana.' ] ] ] ] );
		$run = Languages::in( $writer, fn(): Run => $this->runToEnd( 'catalog' ) );
		$this->assertSaid( $run, 'SORS refused this: Baza je zaključana.', 'SORS је ово одбио: Baza je zaključana.' );
		self::assertStringContainsString( 'Catalogue: the sync failed. SORS refused this', $this->decision( 'en_US', 'run_failed' ) );
	}

	/** @dataProvider writers */
	public function testWhyAnItemWasLeftOut( string $writer ): void {
		$this->addItem( 'L-1', 'Ćuskija', [ 'priceWithVat' => 100, 'gtin' => '123' ] );
		$this->createProduct( 'L-1', '100', 1, 'Prva' );
		$run = Languages::in( $writer, fn(): Run => $this->runToEnd( 'catalog' ) );
		$this->assertReason( $run, 'L-1', 'The bar code 123 was left out, since its length or check digit is wrong. Correct it in SORS.', "Бар-код 123 је изостављен, јер му дужина или контролна цифра није исправна. Исправите га у SORS\u{2011}у." );
	}

	public function testASearchFindsWhatTheReaderReads(): void {
		$run = Languages::in( 'sr_RS', fn(): Run => $this->runs->cancel( $this->runs->start( 'catalog', 'apply', 'person' )->id ) );
		foreach ( [ 'en_US' => 'what was ALREADY', 'sr_RS' => 'ШТО је већ' ] as $locale => $search ) {
			self::assertSame( [ $run->id ], Languages::in( $locale, fn(): array => array_column( $this->restOk( 'GET', 'runs', [ 'search' => $search ] )['items'], 'id' ) ) );
		}
		self::assertSame( [], $this->restOk( 'GET', 'runs', [ 'search' => 'ШТО је већ' ] )['items'] );
	}

	public function testASearchTakesLettersWithoutTheirMarks(): void {
		$run = $this->runToEnd( 'stock' );
		self::db()->update( Tables::name( Tables::RUNS ), [ 'message' => "Slanje je ISKLJUČENO u SORS\u{2011}u na 5\u{A0}%." ], [ 'id' => $run->id ] );
		foreach ( [ 'iskljuceno', 'isključeno', 'ISKLJUČENO', 'u sors-u na 5 %', (string) $run->id ] as $search ) {
			self::assertSame( 1, $this->restOk( 'GET', 'runs', [ 'search' => $search, 'kind' => 'stock' ] )['total'], $search );
			self::assertSame( 0, $this->restOk( 'GET', 'runs', [ 'search' => $search, 'kind' => 'images' ] )['total'], $search );
		}
		$reads = self::queries( fn() => RunTable::list( [ 'search' => 'iskljuceno', 'kind' => 'images' ] ) );
		self::assertCount( 1, (array) preg_grep( "/SELECT id, message .*kind = 'images'/", $reads ) );
	}

	/** An item without a code has a sentence in its place, whose signs and English words are no code to search. */
	public function testASearchOfItemsLeavesTheWordsInPlaceOfACode(): void {
		$run  = $this->runToEnd( 'stock' );
		$item = RunItem::skipped( Sentence::__( '(no code, SORS number %s)', 'sors-api-for-woocommerce', '7' ), 'Bezimena', 'x', 0, 'no_code' );
		( new RunItems() )->put( $run->id, 1, [ $item, RunItem::skipped( 'text-1', 'Druga', 'x', 0, 'no_code' ) ] );
		foreach ( [ 'text' => [ 'Druga' ], 'bezimena' => [ 'Bezimena' ], 'no code' => [] ] as $search => $found ) {
			self::assertSame( $found, array_column( $this->restOk( 'GET', "runs/{$run->id}/items", [ 'search' => $search ] )['items'], 'name' ), $search );
			self::assertSame( $found, array_column( ( new RunItems() )->conflicts( [ $run->id ], $search, [ '' ], 10, 0 )['items'], 'name' ), $search );
		}
	}

	/** Twelve products whose prices rise by the same rate. */
	private function stockOfTwelve(): void {
		$prices = [];
		for ( $number = 1; $number <= 12; $number++ ) {
			$code = "L-$number";
			$this->addItem( $code, "Roba $number", [ 'priceWithVat' => 80 ], [ $this->firstUnit => 5 ] );
			$this->createProduct( $code, '80', 5 );
			$prices[] = [ 'do' => 'setPrice', 'code' => $code, 'unit' => $this->firstUnit, 'priceWithVat' => 90 ];
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( $prices );
	}

	private function assertSaid( Run $run, string $english, string $serbian ): void {
		foreach ( [ 'en_US' => $english, 'sr_RS' => $serbian ] as $reader => $words ) {
			self::assertSame( $words, Languages::in( $reader, fn(): string => $this->restOk( 'GET', "runs/{$run->id}" )['message'] ) );
		}
	}

	private function assertReason( Run $run, string $code, string $english, string $serbian ): void {
		foreach ( [ 'en_US' => $english, 'sr_RS' => $serbian ] as $reader => $words ) {
			$items = Languages::in( $reader, fn(): array => $this->restOk( 'GET', "runs/{$run->id}/items" )['items'] );
			self::assertSame( $words, array_column( $items, 'reason', 'code' )[ $code ] );
		}
	}

	private function decision( string $reader, string $code ): string {
		return Languages::in( $reader, fn(): string => array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'message', 'code' )[ $code ] );
	}
}
