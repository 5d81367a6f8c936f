<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Services;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\FilledShop;

'cli' === PHP_SAPI || exit;

/**
 * A shop with most of a long price list: what is new comes in, and a second run writes nothing.
 *
 * @group real-store
 */
final class LargeCatalogueTest extends SyncTestCase {

	private const ITEMS = 1000;

	/** For each further item of a long list, none of whose metas are read any more. */
	private const FURTHER = [
		'queries' => 0.04,
		'rows'    => 18,
	];

	/** Items of a list so long that a page of it is a small part of a table: else the database reads all of that. */
	private const SHORT = 4000;

	/** MiB that any run may take, however long the list: WordPress with WooCommerce takes some 75 of them. */
	private const MOST_MEMORY = 128;

	/** What a pass that finds nothing may ask of the database, and rows that it may read: in any run, and for each item. */
	private const QUERIES = [ 150, 0.03 ];
	private const ROWS    = [ 2000, 120 ];

	/** One run, as WP-Cron would drive it: its own process, a usual memory limit. */
	private const CHILD = '
		ini_set( "memory_limit", "256M" );
		$cost  = \SorsApi\Tests\Site\RowsRead::by( static fn() => \SorsApi\Tests\Site\SiteRuns::toEnd( $args["kind"] ) );
		echo "\n", json_encode( $cost->answer->toArray() + [ "queries" => $cost->queries, "rows" => $cost->rows, "mebibytes" => memory_get_peak_usage() / 1048576 ] );';

	protected function setUp(): void {
		parent::setUp();
		$this->connect( self::ITEMS );
	}

	private function connect( int $items ): void {
		$this->assortment( $items );
		$this->configure(
			[
				'businessUnitIds'  => [ reset( $this->units ) ],
				'newProductStatus' => 'publish',
				// The shop has its own.
				'fields'           => [ 'categories' => 'never' ],
			]
		);
	}

	public function testWhatIsNewComesInAndASecondRunWritesNothing(): void {
		$goods = count( array_filter( $this->sors->get( 'state?database=' . self::DATABASE . '&include=products' )['databases'][ self::DATABASE ]['products'], static fn( array $item ): bool => $item['active'] ) );
		$new   = intdiv( self::ITEMS, 10 );
		$known = FilledShop::fill( ( new Services() )->api(), self::DATABASE, (string) reset( $this->units ), $goods - $new );
		self::assertGreaterThan( self::ITEMS * 0.8, $known );

		$made = $this->runAlone( 'catalog' );
		self::assertGreaterThanOrEqual( $new, $made['created'] );
		self::assertSame( [ $goods - $known, 0, 0 ], [ $made['created'], $made['updated'], $made['failed'] ], (string) wp_json_encode( $made ) );
		self::assertGreaterThanOrEqual( self::ITEMS, $made['total'] );
		$stocked = $this->runAlone( 'stock' );
		self::assertLessThanOrEqual( $made['created'], $stocked['updated'] );
		self::assertGreaterThan( $made['created'] / 2, $stocked['updated'] );

		$before = $this->checksums();
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$again = $this->runAlone( $kind );
			self::assertSame( [ 0, 0, 0 ], [ $again['created'], $again['updated'], $again['failed'] ], (string) wp_json_encode( $again ) );
			self::assertGreaterThan( $goods * 0.9, $again['unchanged'] );
			self::assertLessThan( self::QUERIES[0] + self::QUERIES[1] * $again['processed'], $again['queries'] );
			self::assertLessThan( self::ROWS[0] + self::ROWS[1] * $again['processed'], $again['rows'] );
		}
		self::assertSame( $before, $this->checksums() );
	}

	/** What is read for every page of a list, however long, is seen in no single run: here it makes further items dear. */
	public function testAFurtherItemOfALongListCostsNoMoreThanItsOwnRows(): void {
		$short = $this->passes( self::SHORT );
		parent::setUp();
		$long = $this->passes( 2 * self::SHORT );
		foreach ( $short as $kind => $few ) {
			foreach ( [ 'queries', 'rows' ] as $what ) {
				$further = ( $long[ $kind ][ $what ] - $few[ $what ] ) / ( $long[ $kind ]['processed'] - $few['processed'] );
				self::assertLessThan( self::FURTHER[ $what ], $further, "$kind, $what" );
			}
		}
	}

	/** @return array<string, array<string, mixed>> Of each kind a run that found nothing changed: see runAlone(). */
	private function passes( int $items ): array {
		global $wpdb;
		$this->connect( $items );
		FilledShop::fill( ( new Services() )->api(), self::DATABASE, (string) reset( $this->units ), $items );
		$passes = [];
		// The second of each finds nothing to do, and notes that.
		foreach ( [ 'catalog', 'stock', 'catalog', 'stock' ] as $kind ) {
			$this->runAlone( $kind );
		}
		// In a shop the database has done so long since.
		$wpdb->query( "ANALYZE TABLE $wpdb->posts, $wpdb->postmeta, $wpdb->term_relationships, {$wpdb->prefix}wc_product_meta_lookup, {$wpdb->prefix}sors_links, {$wpdb->prefix}sors_stock" );
		foreach ( [ 'catalog', 'stock' ] as $kind ) {
			$passes[ $kind ] = $this->runAlone( $kind );
		}
		return $passes;
	}

	/** @return array<string, mixed> As REST shows a run with what it cost. */
	private function runAlone( string $kind ): array {
		$output = trim( $this->inOtherProcess( self::CHILD, [ 'kind' => $kind ] )->finish( 240 ) );
		$run    = json_decode( (string) substr( $output, (int) strrpos( "\n" . $output, "\n" ) ), true );
		self::assertIsArray( $run, $output );
		self::assertSame( 'succeeded', $run['state'], $output );
		self::assertLessThan( self::MOST_MEMORY, $run['mebibytes'] );
		return $run;
	}

	/** @return array<string, string> Of every table that holds products. */
	private function checksums(): array {
		global $wpdb;
		$sums = [];
		foreach ( [ $wpdb->posts, $wpdb->postmeta, $wpdb->term_relationships, $wpdb->term_taxonomy, $wpdb->terms, $wpdb->termmeta, $wpdb->prefix . 'wc_product_meta_lookup' ] as $table ) {
			$sums[ $table ] = (string) $wpdb->get_var( "CHECKSUM TABLE $table", 1 );
		}
		return $sums;
	}
}
