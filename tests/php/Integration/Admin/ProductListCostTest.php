<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\AdminScreen;

'cli' === PHP_SAPI || exit;

/** WooCommerce's list of products as a whole: the column, the fields that are SORS', the menu and the notices. @group real-store */
final class ProductListCostTest extends SyncTestCase {

	private const PAGE = 'edit.php?post_type=product';
	/** A few more than it takes, since WooCommerce's own functions ask, too, and not the same in each version. */
	private const MOST = 20;
	/** The column, the filter and the fields that are SORS'; what the menu and the notices say is counted apart, and kept for minutes. */
	private const LIST      = '/SorsApi.Admin.Product/';
	private const MOST_LIST = 2;

	protected const ASSORTMENT = 0;

	/** What is asked once an hour, or after a change of the schedule, is asked before. */
	public function testItAsksTheDatabaseAFewTimesHoweverManyProductsItShows(): void {
		$this->configure( [ 'fields' => [ 'name' => 'always', 'price' => 'always', 'stock' => 'always' ] ] );
		$this->bringIn( 1, 2 );
		AdminScreen::ownQueries( 1, self::PAGE );
		$few = AdminScreen::ownQueries( 1, self::PAGE );
		$this->bringIn( 3, 15 );
		AdminScreen::ownQueries( 1, self::PAGE );
		$many = AdminScreen::ownQueries( 1, self::PAGE );
		$said = implode( "\n", $many );
		self::assertCount( count( $few ), $many, implode( "\n", $few ) . "\n\n" . $said );
		self::assertLessThanOrEqual( self::MOST, count( $many ), $said );
		foreach ( [ '', '&sors_state=linked', '&orderby=sors&order=desc' ] as $query ) {
			$own = AdminScreen::ownQueries( 1, self::PAGE . $query, self::LIST );
			self::assertLessThanOrEqual( self::MOST_LIST, count( $own ), implode( "\n", $own ) );
			self::assertStringContainsString( 'sors_links', implode( "\n", $own ), 'The column is there.' );
		}
		self::assertStringNotContainsString( 'finished_at', $said, 'When a sync ran last is asked once a row is opened.' );
		self::assertStringNotContainsString( 'sors_bulk_result', $said, 'It is of the list of orders.' );
	}

	private function bringIn( int $first, int $last ): void {
		for ( $number = $first; $number <= $last; $number++ ) {
			$this->addItem( "P$number", "Proizvod $number" );
		}
		$this->runAll( 'catalog', 'stock' );
	}
}
