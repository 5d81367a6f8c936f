<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Images;

use SorsApi\Tests\Site\BrokenTransactions;

'cli' === PHP_SAPI || exit;


/** The database gives up a transaction while pictures are brought in: they come all the same. */
final class ImagesBrokenTransactionTest extends ImagesTestCase {

	private BrokenTransactions $breaks;

	protected function setUp(): void {
		parent::setUp();
		$this->breaks = new BrokenTransactions();
	}

	protected function tearDown(): void {
		$this->breaks->stop();
		parent::tearDown();
	}

	public function breaks(): array {
		$cases = [];
		foreach ( [ 'deadlock', 'kill' ] as $how ) {
			$cases[ "the attachment, $how" ] = [ 'INSERT INTO `{posts}`', $how ];
			$cases[ "its row, $how" ]        = [ 'INSERT INTO `{sors_images}`', $how ];
			$cases[ "the gallery, $how" ]    = [ 'INSERT INTO `{postmeta}` (`post_id`, `meta_key`, `meta_value`) VALUES ({product}, \'_thumbnail_id\'', $how ];
		}
		return $cases;
	}

	/** @dataProvider breaks */
	public function testWhatWasGivenUpOnceIsWrittenAgainAndNothingCountsAsFailed( string $beginning, string $how ): void {
		$this->breaks->when( $this->statement( $beginning ), $how );
		$run = $this->runToEnd( 'images' );
		self::assertSame( 1, $this->breaks->count );
		$this->assertSucceeded( $run );
		self::assertSame( [ 1, 0, 'updated' ], [ $run->updated, $run->failed, $this->itemOf( $run, self::CODE )['outcome'] ] );
		self::assertSame( [ '901', '902', '903' ], array_map( fn( int $id ): string => $this->sourceOf( $id ), $this->pictures() ) );
		self::assertSame( 3, $this->attachments(), 'each once' );
		self::assertSame( 0, $this->runToEnd( 'images' )->updated );
	}

	public function testWhatIsGivenUpEachTimeFailsAloneAndComesWithTheNextRun(): void {
		$this->breaks->when( $this->statement( 'INSERT INTO `{postmeta}` (`post_id`, `meta_key`, `meta_value`) VALUES ({product}, \'_thumbnail_id\'' ), 'deadlock', PHP_INT_MAX );
		$run = $this->runToEnd( 'images' );
		$this->breaks->stop();
		self::assertSame( [ 'succeeded', 0, 1 ], [ $run->state, $run->updated, $run->failed ] );
		self::assertStringContainsString( 'database', (string) $this->itemOf( $run, self::CODE )['reason'] );
		$this->assertSucceeded( $this->runToEnd( 'images' ) );
		self::assertCount( 3, $this->pictures() );
		self::assertSame( 3, $this->attachments() );
	}

	private function statement( string $beginning ): string {
		return strtr(
			$beginning,
			[
				'{posts}'       => self::db()->posts,
				'{postmeta}'    => self::db()->postmeta,
				'{sors_images}' => self::db()->prefix . 'sors_images',
				'{product}'     => (string) $this->productOf( self::CODE )->get_id(),
			]
		);
	}

	private function attachments(): int {
		global $wpdb;
		return (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE post_type = 'attachment'" );
	}
}
