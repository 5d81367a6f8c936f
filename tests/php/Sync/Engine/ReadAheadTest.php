<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Engine;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Page;
use SorsApi\Sors\RateLimited;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\ReadAhead;

'cli' === PHP_SAPI || exit;

/** Several pages of a list at once, and where to stop. */
final class ReadAheadTest extends TestCase {

	private array $asked = [];

	public function testAListIsReadToItsEnd(): void {
		$ahead = ReadAhead::from( self::cursorAt( null ), $this->list( 3, 200 ) );
		$ahead->complain();
		self::assertSame( [ null, '1', '2' ], $this->asked );
		self::assertCount( 600, $ahead->records() );
		self::assertNull( $ahead->pages[2]->next );
	}

	public function testNoMoreThanAThousandRecordsAndTheRestOfAPageAreTaken(): void {
		$ahead = ReadAhead::from( self::cursorAt( '4' ), $this->list( 50, 300 ) );
		self::assertSame( [ '4', '5', '6', '7' ], $this->asked );
		self::assertSame( '8', end( $ahead->pages )->next );
	}

	public function testLongTextsStopItBeforeTheyFillTheMemory(): void {
		$ahead = ReadAhead::from(
			self::cursorAt( null ),
			function ( ?string $cursor ): Page {
				$this->asked[] = $cursor;
				return new Page( array_map( static fn(): string => str_repeat( 'x', 30000 ), range( 1, 100 ) ), (string) count( $this->asked ), null );
			}
		);
		self::assertSame( [ null, '1' ], $this->asked, 'Three megabytes a page, and two pages are enough.' );
		self::assertCount( 200, $ahead->records() );
	}

	public function testALimitInTheMiddleOfAListCostsNothingThatWasReadAndIsToldAfterwards(): void {
		$ahead = ReadAhead::from( self::cursorAt( null ), $this->list( 9, 10, 2 ) );
		self::assertCount( 20, $ahead->records() );
		self::assertSame( '2', $ahead->pages[1]->next, 'The page that did not come is the next one.' );
		$this->expectException( RateLimited::class );
		$ahead->complain();
	}

	public function testALimitOnTheFirstPageIsToldAtOnce(): void {
		$this->expectException( RateLimited::class );
		ReadAhead::from( self::cursorAt( '2' ), $this->list( 9, 10, 2 ) );
	}

	public function testARunThatWasCutOffReadsPageByPage(): void {
		$cursor          = self::cursorAt( null );
		$cursor->careful = 1;
		self::assertCount( 20, ReadAhead::from( $cursor, $this->list( 9, 20 ) )->records() );
		self::assertSame( [ null ], $this->asked );
	}

	private static function cursorAt( ?string $page ): Cursor {
		$cursor       = new Cursor();
		$cursor->page = $page;
		return $cursor;
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
