<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Contract;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\Contract\Paging;
use SorsApi\Sors\Malformed;
use SorsApi\Tests\Sors\Fixture;
use SorsApi\Tests\Thrown;

'cli' === PHP_SAPI || exit;

final class PagingTest extends TestCase {

	/**
	 * Reads a list of $length items from a server.
	 *
	 * @param array<mixed>              $paging The contract's.
	 * @param int|null                  $total  What the server says; -1 for the truth.
	 * @param (callable(array<string, int>): array<mixed>)|null $serve Parameters => items, instead of an honest server.
	 *
	 * @return array{list<mixed>, list<array<string, int>>} Items and requests.
	 */
	private static function readAll( array $paging, int $length, ?int $total, ?callable $serve = null ): array {
		$pages    = self::paging( $paging );
		$items    = [];
		$requests = [];
		$cursor   = null;
		do {
			$parameters = $pages->parameters( $cursor );
			$requests[] = $parameters;
			if ( count( $requests ) > 60 ) {
				throw new \LogicException( 'It never ends.' );
			}
			$size = (int) ( $parameters['size'] ?? 3 );
			if ( null !== $serve ) {
				$page = $serve( $parameters );
			} else {
				$at   = (int) $parameters['p'] - $pages->first;
				$page = $length > 0 ? array_slice( range( 1, $length ), 'page' === $pages->style ? $at * $size : $at, $size ) : [];
			}
			$items  = array_merge( $items, $page );
			$cursor = $pages->next( $cursor, $page, -1 === $total ? $length : $total, 'listProducts' );
		} while ( null !== $cursor );
		return [ $items, $requests ];
	}

	private static function paging( array $paging ): Paging {
		$defaults = [ 'style' => 'page', 'page' => 'p', 'size' => 'size', 'firstPage' => 1, 'maxSize' => 3 ];
		return Fixture::contract( [ 'paging' => $paging + $defaults ] )->paging;
	}

	/** @dataProvider lists */
	public function testReadsEveryItemOnce( array $paging, ?int $total ): void {
		foreach ( [ 0, 1, 2, 3, 4, 6, 7, 30 ] as $length ) {
			list( $items, $requests ) = self::readAll( $paging, $length, $total );
			$this->assertSame( $length > 0 ? range( 1, $length ) : [], $items, "$length items" );
			$this->assertLessThanOrEqual( intdiv( $length, 3 ) + 1, count( $requests ), "$length items" );
		}
	}

	public function lists(): array {
		return [
			'pages from 1, with a total'    => [ [], -1 ],
			'pages from 1, without a total' => [ [], null ],
			'pages from 0'                  => [ [ 'firstPage' => 0 ], -1 ],
			'offsets'                       => [ [ 'style' => 'offset', 'firstPage' => 0 ], null ],
			'offsets from 1'                => [ [ 'style' => 'offset', 'firstPage' => 1 ], -1 ],
		];
	}

	public function testSendsWhatTheStyleWants(): void {
		$this->assertSame( [ [ 'size' => 3, 'p' => 1 ], [ 'size' => 3, 'p' => 2 ] ], self::readAll( [], 4, -1 )[1] );
		$this->assertSame( [ [ 'size' => 3, 'p' => 0 ], [ 'size' => 3, 'p' => 3 ] ], self::readAll( [ 'style' => 'offset', 'firstPage' => 0 ], 4, -1 )[1] );
		$this->assertSame( [ [] ], self::readAll( [ 'style' => 'none', 'size' => null ], 0, null, static fn(): array => [ 1, 2, 3 ] )[1] );
	}

	public function testWithTotalNoRequestIsMadeInVain(): void {
		$this->assertCount( 2, self::readAll( [], 6, -1 )[1] );
	}

	public function testASmallerPageThanAskedForDoesNotEndAListWithATotal(): void {
		$server = static fn( array $parameters ): array => array_slice( range( 1, 7 ), ( $parameters['p'] - 1 ) * 2, 2 );
		$this->assertSame( range( 1, 7 ), self::readAll( [], 7, -1, $server )[0] );
	}

	public function testATotalThatCountsThePageOnlyDoesNotEndTheList(): void {
		$this->assertSame( range( 1, 8 ), self::readAll( [], 8, 3 )[0] );
	}

	public function testATotalOfZeroBesideItemsIsNotBelieved(): void {
		$this->assertSame( range( 1, 8 ), self::readAll( [], 8, 0 )[0] );
	}

	public function testWithoutANameForTheSizeItEndsWithAnEmptyPage(): void {
		$this->assertSame( range( 1, 7 ), self::readAll( [ 'size' => null ], 7, null )[0] );
	}

	/** @dataProvider circles */
	public function testNoticesAServerThatGoesRoundInCircles( array $paging, callable $serve, int $mostRequests ): void {
		$count = 0;
		try {
			self::readAll(
				$paging,
				1000,
				null,
				static function ( array $parameters ) use ( $serve, &$count ): array {
					++$count;
					return $serve( $parameters );
				}
			);
			$this->fail( 'It ended without an error.' );
		} catch ( Malformed $error ) {
			$this->assertSame( 'paging', $error->code() );
			$this->assertSame( 'listProducts', $error->operation );
			$this->assertLessThanOrEqual( $mostRequests, $count );
		}
	}

	public function circles(): array {
		$turn = static function ( int $length ): callable {
			$at = 0;
			return static function () use ( $length, &$at ): array {
				$at = $at % $length + 1;
				return [ $at, $at, $at ];
			};
		};
		return [
			'the page\'s number is ignored' => [ [], $turn( 1 ), 2 ],
			'two pages for ever'            => [ [], $turn( 2 ), 4 ],
			'seven pages for ever'          => [ [ 'style' => 'offset' ], $turn( 7 ), 16 ],
		];
	}

	/** A new page each time, for ever: no circle shows. */
	public function testAListWithoutAnEndEnds(): void {
		$pages  = self::paging( [ 'size' => null ] );
		$cursor = null;
		for ( $read = 1; $read <= Paging::MOST_PAGES; $read++ ) {
			$cursor = $pages->next( $cursor, [ $read ], null, 'listProducts' );
		}
		$error = Thrown::by( static fn() => $pages->next( $cursor, [ $read ], null, 'listProducts' ), Malformed::class );
		$this->assertSame( 'paging', $error->code() );
		$this->assertStringContainsString( (string) Paging::MOST_PAGES, Sentence::shown( $error->getMessage() ) );
	}

	/** @dataProvider tooEarly */
	public function testAListThatEndsBeforeItsTotalIsAnError( int $before, int $total ): void {
		$pages  = self::paging( [] );
		$cursor = 0 === $before ? null : json_encode( [ 2, $before, 'x', 0, 1 ] );
		$this->expectException( Malformed::class );
		$pages->next( $cursor, [], $total, 'listProducts' );
	}

	public function tooEarly(): array {
		return [
			'an empty first page'                   => [ 0, 400 ],
			'an empty page in the middle'           => [ 200, 400 ],
			'an empty page that denies the one before' => [ 200, 0 ],
		];
	}

	public function testAnEmptyListIsFine(): void {
		$this->assertNull( self::paging( [] )->next( null, [], 0, 'listProducts' ) );
	}

	/** @dataProvider foreign */
	public function testTakesNoForeignCursor( string $text ): void {
		$this->expectException( \InvalidArgumentException::class );
		self::paging( [] )->parameters( $text );
	}

	public function foreign(): array {
		return [ [ '' ], [ 'x' ], [ '{}' ], [ '[1,2]' ], [ '[[1],2,"a",0,1]' ], [ '[1,"2","a",0,1]' ], [ '["1",2,"a",0,1]' ] ];
	}
}
