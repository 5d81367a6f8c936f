<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChange;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Pending\PendingList;
use SorsApi\Sync\Reports\PendingReport;
use SorsApi\Tests\Site\SiteRuns;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** A shop connected to the test server's shared database, and what drives runs there. */
abstract class SyncTestCase extends StoreTestCase {

	protected const DATABASE = 'Demo2';

	/** So many items in place of the seeded ones, each with stock per unit; null = those. */
	protected const ASSORTMENT = null;

	protected Runs $runs;

	/** @var array<string, string> Code of a business unit => its id. */
	protected array $units = [];

	protected string $firstUnit = '';

	protected function setUp(): void {
		parent::setUp();
		foreach ( $this->sors->get( 'state?database=' . self::DATABASE . '&include=units' )['databases'][ self::DATABASE ]['units'] as $unit ) {
			$this->units[ $unit['code'] ] = $unit['id'];
		}
		$this->firstUnit = (string) array_key_first( $this->units );
		$this->configure( [ 'businessUnitIds' => array_slice( array_values( $this->units ), 0, 2 ) ] );
		$this->runs = SiteRuns::make();
		if ( null !== static::ASSORTMENT ) {
			$this->assortment( static::ASSORTMENT );
		}
	}

	protected function useFirstUnit( array $more = [] ): void {
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $this->firstUnit ] ] ] + $more );
	}

	protected function configure( array $patch ): void {
		SettingsStore::update( $patch + [ 'database' => self::DATABASE, 'sendToTestDatabase' => true ] );
	}

	/** The seeded assortment replaced by these items, each with stock per unit. */
	protected function assortment( int $items ): void {
		$this->sors->post( 'reset', [ 'seed' => 1, 'items' => $items ] );
	}

	/** @param list<array<string, mixed>> $changes See tests/sors/README.md. */
	protected function patchSors( array $changes ): void {
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => $changes ] );
	}

	/** @param array<string, int|float> $stock  Unit => on hand. */
	protected function addItem( string $code, string $name, array $fields = [], array $stock = [] ): void {
		$change = [ 'do' => 'addItem', 'item' => $fields + [ 'code' => $code, 'name' => $name ] ];
		$this->patchSors( [ [] === $stock ? $change : $change + [ 'stock' => $stock ] ] );
	}

	/** The same, and the catalogue has brought it in. */
	protected function bringInItem( string $code, string $name, array $fields = [], array $stock = [] ): void {
		$this->addItem( $code, $name, $fields, $stock );
		$this->runWell( 'catalog' );
	}

	protected function setItem( string $code, array $set ): void {
		$this->patchSors( [ [ 'do' => 'setItem', 'code' => $code, 'set' => $set ] ] );
	}

	protected function categoriesOf( string $code ): array {
		return wp_get_post_terms( $this->productOf( $code )->get_id(), 'product_cat', [ 'fields' => 'names' ] );
	}

	protected function runToEnd( string $kind, string $mode = 'apply' ): Run {
		return $this->drive( $this->runs->start( $kind, $mode, 'person' )->id );
	}

	protected static function countOfSku( string $sku ): int {
		global $wpdb;
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->postmeta} WHERE meta_key = '_sku' AND meta_value = %s", $sku ) );
	}

	protected static function linkOf( string $code ): Link {
		return Links::byCodes( [ $code ] )[ $code ];
	}

	/** @return array{string, string} The problem of its link, and the words. */
	protected static function problemOf( string $code ): array {
		return [ self::linkOf( $code )->problem, Sentence::shown( self::linkOf( $code )->problemReason ) ];
	}

	protected function runWell( string $kind ): Run {
		return $this->driveWell( $this->runs->start( $kind, 'apply', 'person' )->id );
	}

	protected function runAll( string ...$kinds ): void {
		array_map( [ $this, 'runWell' ], $kinds );
	}

	protected function drive( int $id ): Run {
		$deadline = microtime( true ) + 120;
		do {
			$run = $this->runs->step( $id );
			self::assertLessThan( $deadline, microtime( true ), 'The run does not come to an end: ' . wp_json_encode( $run->toArray() ) );
		} while ( $run->isActive() && null === $run->resumesAt );
		return $run;
	}

	protected function driveWell( int $id ): Run {
		$run = $this->drive( $id );
		$this->assertSucceeded( $run );
		return $run;
	}

	/** A person agrees to a preview, or to these items of it, and it comes to its end. */
	protected function approvedRun( Run $run, ?array $only = null ): Run {
		$this->runs->approve( $run->id, $only );
		return $this->drive( $run->id );
	}

	/** One part of the run, however short its time is. */
	protected function part( Run $run, float $seconds = 0.0 ): Run {
		$steps = new \ReflectionProperty( $this->runs, 'steps' );
		$steps->setAccessible( true );
		$steps->getValue( $this->runs )->step( $run->id, $seconds );
		return RunTable::get( $run->id );
	}


	/** One round of Action Scheduler, or of what stands for it. */
	protected static function runQueue( int $runId ): void {
		if ( class_exists( 'ActionScheduler_QueueRunner' ) ) {
			\ActionScheduler_QueueRunner::instance()->run( 'test' );
		} else {
			do_action( 'sors_run_step', $runId );
		}
	}

	/** The pause that SORS asked for is over. */
	protected function endPause( Run $run ): void {
		self::db()->update( Tables::name( Tables::RUNS ), [ 'resumes_at' => '2020-01-01 00:00:00' ], [ 'id' => $run->id ] );
	}

	protected function assertSucceeded( Run $run ): void {
		self::assertSame( 'succeeded', $run->state, $run->message . "\n" . wp_json_encode( $this->itemsOf( $run, 'failed' ), JSON_UNESCAPED_UNICODE ) );
	}

	/**
	 * @param string $key Of a meta that a run of the kind reads.
	 * @param-out Run $run
	 * @return int How many times a run that goes well reads metas of the product.
	 */
	protected function metaReads( int $id, string $key, string $kind, ?Run &$run = null ): int {
		$queries = self::queries(
			function () use ( $kind, &$run ): void {
				$run = $this->runToEnd( $kind );
			}
		);
		$this->assertSucceeded( $run );
		return count( preg_grep( "/^SELECT meta_id.*\b$id\b.*'$key'/", $queries ) );
	}

	protected function itemsOf( Run $run, string $outcome = '' ): array {
		return RunItems::list( $run->id, [ 'outcome' => $outcome, 'per_page' => 5000 ] )['items'];
	}

	/** @return array<int|string, PendingChange> By code: what waits for a decision. */
	protected function waiting( string $kind ): array {
		return array_column( PendingList::list( [ 'kind' => $kind, 'per_page' => 5000 ] )['items'], null, 'code' );
	}

	/** Why that waits, as the owner reads it. */
	protected function question( string $kind ): string {
		return Sentence::shown( array_column( PendingReport::list( [] )['kinds'], 'message', 'kind' )[ $kind ] ?? '' );
	}

	/**
	 * A person decides about what waits, and the run that writes what was approved comes to its end.
	 *
	 * @param list<string> $codes [] = all of the kind.
	 */
	protected function decide( string $as, string $kind, array $codes = [] ): ?Run {
		$ids         = array_map( fn( string $code ): int => $this->waiting( $kind )[ $code ]->id, $codes );
		[ , $run ]   = $this->runs->decide( 'approve' === $as ? PendingChange::APPROVED : PendingChange::DISCARDED, $ids, $kind, '' );
		( new Services() )->sync()->firstRun()->advance();
		return null === $run ? null : $this->drive( $run->id );
	}

	protected function itemOf( Run $run, string $code ): ?array {
		foreach ( $this->itemsOf( $run ) as $item ) {
			if ( $item['code'] === $code ) {
				return $item;
			}
		}
		return null;
	}

	protected function productOf( string $code ): \WC_Product {
		$link = ( new Links() )->byCodes( [ $code ] )[ $code ] ?? null;
		self::assertNotNull( $link, "No product is linked to $code." );
		clean_post_cache( $link->objectId );
		return wc_get_product( $link->objectId );
	}

	protected function fresh( int $id ): \WC_Product {
		clean_post_cache( $id );
		return wc_get_product( $id );
	}

	/** @return array<string, string> Every row of the tables that hold products, to be compared. */
	protected function shopRows(): array {
		global $wpdb;
		$rows = [];
		foreach ( [ $wpdb->posts, $wpdb->postmeta, $wpdb->terms, $wpdb->term_taxonomy, $wpdb->term_relationships, $wpdb->termmeta, $wpdb->prefix . 'wc_product_meta_lookup' ] as $table ) {
			$rows[ $table ] = (string) wp_json_encode( $wpdb->get_results( "SELECT * FROM $table", ARRAY_A ) );
		}
		return $rows;
	}

	protected function assertRefused( string $code, callable $call ): void {
		$refused = self::thrown( $call, RunRefused::class );
		self::assertSame( $code, $refused->code() );
		self::assertNotSame( '', $refused->getMessage() );
	}

	/** The last reading of stock was two hours later than what SORS has changed since, and it is later still. */
	protected function readLongAfterChanges(): void {
		$this->moveReading( 'last', 2 );
		$this->setClock( time() + 2 * HOUR_IN_SECONDS + 60 );
	}
}
