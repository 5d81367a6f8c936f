<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Page;
use SorsApi\Sors\RateLimited;
use SorsApi\Sync\ReadAhead;

/** Several pages of a list at once, and where to stop. */
final class ReadAheadTest extends TestCase {

	/** @var list<string|null> */
	private array $asked = [];

	public function testAListIsReadToItsEnd(): void {
		$pages = ReadAhead::pages( null, $this->list( 3, 200 ) );
		self::assertSame( [ null, '1', '2' ], $this->asked );
		self::assertCount( 600, ReadAhead::records( $pages ) );
		self::assertNull( $pages[2]->next );
	}

	public function testNoMoreIsReadThanFitsIntoTheMemory(): void {
		$pages = ReadAhead::pages( '4', $this->list( 50, 300 ) );
		self::assertSame( [ '4', '5', '6', '7' ], $this->asked );
		self::assertSame( '8', end( $pages )->next );
	}

	public function testALimitInTheMiddleOfAListCostsNothingThatWasRead(): void {
		$pages = ReadAhead::pages( null, $this->list( 9, 10, 2 ) );
		self::assertCount( 20, ReadAhead::records( $pages ) );
		self::assertSame( '2', $pages[1]->next, 'The page that did not come is the next one.' );
		$this->expectException( RateLimited::class );
		ReadAhead::pages( $pages[1]->next, $this->list( 9, 10, 2 ) );
	}

	/** @return callable( string|null ): Page<int> */
	private function list( int $pages, int $size, ?int $limitedAt = null ): callable {
		return function ( ?string $cursor ) use ( $pages, $size, $limitedAt ): Page {
			$this->asked[] = $cursor;
			$at            = (int) $cursor;
			if ( $at === $limitedAt ) {
				throw new RateLimited( 'Slowly.', 5 );
			}
			return new Page( range( 1, $size ), $at + 1 < $pages ? (string) ( $at + 1 ) : null, $pages * $size );
		};
	}
}
