<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Database\Tables;
use SorsApi\Sync\Engine\Run;

'cli' === PHP_SAPI || exit;

/**
 * A run lists the pictures of several items at once, and does the same as one after another.
 *
 * @group sqlite
 */
final class ImagesListsTest extends ImagesTestCase {

	private const ITEMS = 12;

	protected function setUp(): void {
		parent::setUp();
		for ( $item = 1; $item <= self::ITEMS; $item++ ) {
			$this->addItem( "LISTA-$item", "Lista $item", [ 'images' => [ [ 'format' => 'png', 'variant' => $item ] ] ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'action' => [ 'kind' => 'latency', 'ms' => 200 ] ] ] ] );
	}

	public function testComparingListsTenAtOnceAndFindsTheSame(): void {
		$after = $this->lastRequest();
		$many  = $this->runToEnd( 'images', 'preview' );
		self::assertSame( 10, $this->sors->atOnce( 'listProductImages', $after ) );
		$lists = $this->lists( $after );
		self::assertSame( array_unique( $lists ), $lists, 'Each is asked for once.' );
		$this->runs->discard( $many->id );

		add_filter( 'http_request_args', static fn( array $arguments ): array => $arguments );
		$after = $this->lastRequest();
		$one   = $this->runToEnd( 'images', 'preview' );
		self::assertSame( [ 1, $lists ], [ $this->sors->atOnce( 'listProductImages', $after ), $this->lists( $after ) ] );
		self::assertSame( $this->found( $one ), $this->found( $many ) );
		self::assertSame( [ $one->processed, $one->unchanged, $one->skipped ], [ $many->processed, $many->unchanged, $many->skipped ] );
	}

	public function testApplyingListsSeveralAtOnceAndBringsEachItsOwn(): void {
		$after = $this->lastRequest();
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertSame( 10, $this->sors->atOnce( 'listProductImages', $after ) );
		for ( $item = 1; $item <= self::ITEMS; $item++ ) {
			$shown = $this->pictures( "LISTA-$item" );
			self::assertCount( 1, $shown );
			self::assertStringStartsWith( "lista-$item-", basename( (string) get_attached_file( $shown[0] ) ) );
		}
		self::assertCount( 3, $this->pictures() );
	}

	public function testAListThatIsRefusedFailsItsItemAlone(): void {
		self::db()->update( Tables::name( Tables::LINKS ), [ 'sors_id' => '99999999' ], [ 'code' => 'LISTA-4' ] );
		$run = $this->runToEnd( 'images' );
		self::assertSame( [ 'succeeded', 'skipped', self::ITEMS ], [ $run->state, $this->itemOf( $run, 'LISTA-4' )['outcome'], $run->updated ] );
		self::assertSame( [], $this->pictures( 'LISTA-4' ) );
	}

	public function testWhatCameBeforeARequestForAPauseIsKept(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'from' => 6, 'action' => [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 1 ] ] ] ] );
		$after = $this->lastRequest();
		$run   = $this->runToEnd( 'images' );
		self::assertNotNull( $run->resumesAt );
		self::assertGreaterThan( 0, $run->processed );
		self::assertLessThanOrEqual( 12, count( $this->lists( $after ) ), 'Who asks for a pause is not asked ten times more.' );
		$this->sors->post( 'faults', [ 'rules' => [], 'mode' => 'replace' ] );
		$this->endPause( $run );
		$this->assertSucceeded( $this->drive( $run->id ) );
		self::assertCount( 1, $this->pictures( 'LISTA-12' ) );
	}

	/** After a process was cut off, one item at a time shows at which. */
	public function testPieceByPieceNothingIsListedAhead(): void {
		$run = $this->runs->start( 'images', 'preview', 'person' );

		$run->cursor->careful = 100;
		self::db()->update( Tables::name( Tables::RUNS ), [ 'cursor_data' => $run->cursor->toJson() ], [ 'id' => $run->id ] );
		$after = $this->lastRequest();
		$this->drive( $run->id );
		self::assertSame( 1, $this->sors->atOnce( 'listProductImages', $after ) );
	}

	/** @return list<string> The addresses that were asked. */
	private function lists( int $after ): array {
		$paths = array_column( $this->requestsOf( 'listProductImages', $after ), 'path' );
		sort( $paths );
		return $paths;
	}

	private function found( Run $run ): array {
		$without = [ 'id' => 0, 'run_id' => 0 ];
		return array_map( static fn( array $item ): array => array_diff_key( $item, $without ), $this->itemsOf( $run ) );
	}
}
