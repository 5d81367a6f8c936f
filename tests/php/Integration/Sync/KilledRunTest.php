<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Sync\RunTable;
use SorsApi\Tests\Site\CleanSlate;

/** The process dies (SIGKILL) at one of its writes: resumed, the shop ends in the same rows. */
final class KilledRunTest extends SyncTestCase {

	/** Deaths to die, spread evenly over all the writes of a run; SORS_TEST_DEATHS may want more, 0 = one at each. */
	private const DEATHS = 16;

	/** Both runs, the process killing itself before its n-th write; prints the number of writes. */
	private const CHILD = '
		$settings = new \SorsApi\Settings\SettingsStore();
		$runs     = ( new \SorsApi\Sync\Assembly( [ new \SorsApi\Plugin(), "api" ], $settings, static fn() => new \SorsApi\Outbox\Ledger( $settings ) ) )->runs();
		$writes   = 0;
		add_filter( "query", static function ( $sql ) use ( &$writes, $args ) {
			if ( preg_match( "/^\s*(INSERT|UPDATE|DELETE|REPLACE|COMMIT)/i", $sql ) && ++$writes === $args[0] ) {
				posix_kill( getmypid(), 9 );
			}
			return $sql;
		} );
		foreach ( [ "catalog", "stock" ] as $kind ) {
			$run = $runs->start( $kind, "apply", "person" );
			do {
				$run = $runs->step( $run->id );
			} while ( $run->isActive() );
			echo $run->state === "succeeded" ? "" : $run->message;
		}
		echo $writes;';

	protected function setUp(): void {
		parent::setUp();
		if ( ! function_exists( 'posix_kill' ) ) {
			self::markTestSkipped( 'Needs the PHP extension posix.' );
		}
	}

	public function testItEndsInTheSameRows(): void {
		$this->prepare();
		$writes = (int) $this->inOtherProcess( self::CHILD, [ 0 ] )->finish();
		self::assertGreaterThan( 100, $writes );
		$expected = $this->shop();
		$wanted   = getenv( 'SORS_TEST_DEATHS' );
		$deaths   = min( $writes - 6, false === $wanted ? self::DEATHS : ( 0 === (int) $wanted ? PHP_INT_MAX : (int) $wanted ) );
		for ( $death = 0; $death < $deaths; $death++ ) {
			$at = 3 + intdiv( ( $writes - 6 ) * $death, max( 1, $deaths - 1 ) );
			$this->prepare();
			$this->die( $at );
			$this->recover();
			self::assertSame( $expected, $this->shop(), "Killed before write $at of $writes." );
		}
	}

	private function prepare(): void {
		CleanSlate::restore();
		$this->assortment( 1 );
		$this->configure(
			[
				'businessUnitIds'  => array_slice( array_values( $this->units ), 0, 2 ),
				'newProductStatus' => 'publish',
				'fields'           => [ 'name' => 'always' ],
			]
		);
		$own = $this->createProduct( 'KILL-OWN', '50', 3, 'Već u prodavnici' );
		self::assertGreaterThan( 0, $own->get_id() );
		$unit = (string) array_key_first( $this->units );
		$this->addItem( 'KILL-OWN', 'Naziv iz SORS-a', [ 'group' => 'Alati / Ručni' ], [ $unit => 9 ] );
		$this->addItem( 'KILL-1', 'Prvi', [ 'group' => 'Alati' ], [ $unit => 5 ] );
		$this->addItem( 'KILL-2', 'Drugi', [ 'itemType' => 'service' ] );
	}

	private function die( int $at ): void {
		try {
			$this->inOtherProcess( self::CHILD, [ $at ] )->finish();
			self::fail( "It survived write $at." );
		} catch ( \RuntimeException $death ) {
			self::assertMatchesRegularExpression( "~ ended with (-1|9|137):\\s*$~", $death->getMessage() );
			wp_cache_flush();
		}
	}

	/** As the watchdog, or a person who presses the button, would once the lease is over. */
	private function recover(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET lease_until = 0" );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$last = ( new RunTable() )->last( $kind );
			if ( null === $last || 'succeeded' !== $last->state ) {
				$this->assertSucceeded( $this->runToEnd( $kind ) );
			}
		}
	}

	/** @return array<string, list<string>> What the shop holds, without numbers and dates. */
	private function shop(): array {
		global $wpdb;
		$posts   = "(SELECT p.*, k.meta_value AS sku FROM $wpdb->posts p LEFT JOIN $wpdb->postmeta k ON k.post_id = p.ID AND k.meta_key = '_sku' WHERE p.post_type IN ('product', 'product_variation'))";
		$queries = [
			'products'      => "SELECT sku, post_type, post_status, post_title, post_content, post_excerpt, post_name, comment_status FROM $posts x",
			'meta'          => "SELECT sku, meta_key, meta_value FROM $posts x JOIN $wpdb->postmeta m ON m.post_id = x.ID",
			'terms'         => "SELECT sku, taxonomy, t.name FROM $posts x JOIN $wpdb->term_relationships r ON r.object_id = x.ID JOIN $wpdb->term_taxonomy y USING (term_taxonomy_id) JOIN $wpdb->terms t USING (term_id)",
			'lookup'        => "SELECT l.sku, min_price, max_price, onsale, stock_quantity, stock_status, tax_status, tax_class, `virtual`, global_unique_id FROM {$wpdb->prefix}wc_product_meta_lookup l",
			'categories'    => "SELECT t.name, t.slug, y.count, p.name AS parent FROM $wpdb->term_taxonomy y JOIN $wpdb->terms t USING (term_id) LEFT JOIN $wpdb->terms p ON p.term_id = y.parent WHERE taxonomy LIKE 'product%'",
			'category meta' => "SELECT t.name, meta_key, meta_value FROM $wpdb->termmeta JOIN $wpdb->terms t USING (term_id)",
			'links'         => "SELECT code, x.sku, item_type, unit, vat_rate, state, fresh, missing_passes FROM {$wpdb->prefix}sors_links l JOIN $posts x ON x.ID = l.object_id",
			'orphans'       => "SELECT meta_key FROM $wpdb->postmeta m LEFT JOIN $wpdb->posts p ON p.ID = m.post_id WHERE p.ID IS NULL UNION ALL SELECT term_taxonomy_id FROM $wpdb->term_relationships r LEFT JOIN $wpdb->posts p ON p.ID = r.object_id WHERE p.ID IS NULL",
		];
		$shop    = [];
		foreach ( $queries as $name => $sql ) {
			$shop[ $name ] = array_map( 'wp_json_encode', $wpdb->get_results( $sql, ARRAY_A ) );
			sort( $shop[ $name ] );
		}
		self::assertSame( '', $wpdb->last_error );
		return $shop;
	}
}
