<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors\Http;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\AuthFailed;
use SorsApi\Sors\Http\Errors;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\Response;
use SorsApi\Sors\Http\TransportFailed;
use SorsApi\Sors\Malformed;
use SorsApi\Sors\RateLimited;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;
use SorsApi\Sors\Unreachable;
use SorsApi\Tests\Sors\Fixture;

'cli' === PHP_SAPI || exit;

/** The table of Errors, row by row: what the same response means for a read and for a write. */
final class ErrorsTest extends TestCase {

	private const HTML = '<!doctype html><title>Sajt je u izradi</title>';

	/**
	 * @dataProvider replies
	 *
	 * @param string|null $read  Type, with the code after a colon.
	 * @param string|null $write The same.
	 */
	public function testReplies( int $status, string $body, ?string $read, ?string $write ): void {
		$this->assertSame( $read, self::errorName( 'listBusinessUnits', $status, $body ), 'read' );
		$this->assertSame( $write, self::errorName( 'createReservation', $status, $body ), 'write' );
	}

	public function replies(): array {
		$fine       = '{"success":true,"data":[]}';
		$no         = '{"success":false,"statusCode":400,"message":"Ne može."}';
		$auth       = AuthFailed::class . ':key_refused';
		$restricted = AuthFailed::class . ':key_restricted';
		$limited    = RateLimited::class . ':rate_limited';
		$rejected   = Rejected::class . ':rejected';
		$lost       = ReplyLost::class . ':reply_lost';
		$unwell     = Unreachable::class . ':server_error';
		$away       = Unreachable::class . ':unreachable';
		$notJson    = Malformed::class . ':not_json';
		$malformed  = Malformed::class . ':malformed';
		$elsewhere  = Malformed::class . ':wrong_address';
		$withStatus = static fn( $code ): string => (string) json_encode( [ 'success' => false, 'statusCode' => $code, 'message' => 'x' ] );
		return [
			'200'                                => [ 200, $fine, null, null ],
			'201'                                => [ 201, $fine, null, null ],
			'200, success as a text'             => [ 200, '{"success":"true","data":[]}', null, null ],
			'200, data null'                     => [ 200, '{"success":true,"data":null}', null, null ],
			'200, refusal'                       => [ 200, $no, $rejected, $rejected ],
			'200, success 0'                     => [ 200, '{"success":0,"message":"Ne"}', $rejected, $rejected ],
			'200, refusal with code as a word'   => [ 200, $withStatus( 'DUPLICATE' ), $rejected, $rejected ],
			'200, refusal that is a 401'         => [ 200, $withStatus( 401 ), $auth, $auth ],
			'200, refusal that is a 403'         => [ 200, $withStatus( '403' ), $restricted, $restricted ],
			'200, refusal that is a 429'         => [ 200, $withStatus( 429 ), $limited, $limited ],
			'200, refusal that is a 500'         => [ 200, $withStatus( 500 ), $unwell, $lost ],
			'200, success with a code of 500'    => [ 200, '{"success":true,"statusCode":500,"data":[]}', null, null ],
			'200, a page'                        => [ 200, self::HTML, $notJson, $lost ],
			'200, cut JSON'                      => [ 200, substr( $fine, 0, 15 ), $notJson, $lost ],
			'200, nothing'                       => [ 200, '', $notJson, $lost ],
			'204'                                => [ 204, '', $notJson, $lost ],
			'200, another envelope'              => [ 200, '{"status":"OK","result":[]}', $malformed, $lost ],
			'200, no data'                       => [ 200, '{"success":true}', $malformed, $lost ],
			'200, a bare list'                   => [ 200, '[]', $malformed, $lost ],
			'200, success that is no yes or no'  => [ 200, '{"success":"maybe","data":[]}', $malformed, $lost ],
			'301'                                => [ 301, '', $elsewhere, $elsewhere ],
			'302'                                => [ 302, self::HTML, $elsewhere, $lost ],
			'303'                                => [ 303, '', $elsewhere, $lost ],
			'304'                                => [ 304, '', $elsewhere, $lost ],
			'307'                                => [ 307, '', $elsewhere, $elsewhere ],
			'308'                                => [ 308, '', $elsewhere, $elsewhere ],
			'400'                                => [ 400, $no, $rejected, $rejected ],
			'400, a page'                        => [ 400, self::HTML, $rejected, $rejected ],
			'401'                                => [ 401, $no, $auth, $auth ],
			'401, a page'                        => [ 401, self::HTML, $auth, $auth ],
			'403'                                => [ 403, $no, $restricted, $restricted ],
			'404'                                => [ 404, $no, $rejected, $rejected ],
			'404, a page'                        => [ 404, self::HTML, $elsewhere, $elsewhere ],
			'404, JSON of another kind'          => [ 404, '{"title":"Not Found"}', $elsewhere, $elsewhere ],
			'405'                                => [ 405, '', $elsewhere, $elsewhere ],
			'407'                                => [ 407, self::HTML, $away, $away ],
			'408'                                => [ 408, '', $away, $lost ],
			'409'                                => [ 409, $no, $rejected, $rejected ],
			'410, a page'                        => [ 410, self::HTML, $elsewhere, $elsewhere ],
			'413, a page'                        => [ 413, self::HTML, $rejected, $rejected ],
			'422'                                => [ 422, $no, $rejected, $rejected ],
			'429'                                => [ 429, '', $limited, $limited ],
			'500'                                => [ 500, $no, $unwell, $lost ],
			'500, a page'                        => [ 500, self::HTML, $unwell, $lost ],
			'502'                                => [ 502, self::HTML, $unwell, $lost ],
			'503'                                => [ 503, '', $unwell, $lost ],
			'504'                                => [ 504, '', $unwell, $lost ],
			'no status at all'                   => [ 0, '', $elsewhere, $lost ],
			'600'                                => [ 600, '', $elsewhere, $lost ],
		];
	}

	/** @dataProvider failures */
	public function testFailures( string $reason, bool $maybeSent, string $read, string $write ): void {
		$contract = Fixture::contract();
		$failure  = new TransportFailed( $reason, $maybeSent );
		$this->assertInstanceOf( $read, Errors::ofFailure( $contract->operation( 'listProducts' ), $failure, 'sors.test' ) );
		$this->assertInstanceOf( $write, Errors::ofFailure( $contract->operation( 'cancelDocument' ), $failure, 'sors.test' ) );
	}

	public function failures(): array {
		return [
			'no address'            => [ TransportFailed::NO_ADDRESS, false, Unreachable::class, Unreachable::class ],
			'no connection'         => [ TransportFailed::NO_CONNECT, false, Unreachable::class, Unreachable::class ],
			'bad certificate'       => [ TransportFailed::TLS, false, Unreachable::class, Unreachable::class ],
			'blocked'               => [ TransportFailed::BLOCKED, false, Unreachable::class, Unreachable::class ],
			'too late to connect'   => [ TransportFailed::TIMEOUT, false, Unreachable::class, Unreachable::class ],
			'too late to answer'    => [ TransportFailed::TIMEOUT, true, Unreachable::class, ReplyLost::class ],
			'cut'                   => [ TransportFailed::CUT, true, Unreachable::class, ReplyLost::class ],
			'unknown'               => [ TransportFailed::UNKNOWN, true, Unreachable::class, ReplyLost::class ],
			'too large'             => [ TransportFailed::TOO_LARGE, true, Malformed::class, ReplyLost::class ],
		];
	}

	public function testASearchByPostIsARead(): void {
		$contract = Fixture::contract( [ 'operations' => [ 'findDocuments' => [ 'method' => 'POST' ] ] ] );
		$this->assertFalse( $contract->operation( 'findDocuments' )->isWrite() );
	}

	public function testACancelByGetIsAWrite(): void {
		$contract = Fixture::contract( [ 'operations' => [ 'cancelDocument' => [ 'method' => 'GET' ] ] ] );
		$this->assertTrue( $contract->operation( 'cancelDocument' )->isWrite() );
	}

	public function testWhereTheEnvelopeSaysNoSuccessTheStatusDecides(): void {
		$none = [ 'envelope' => [ 'success' => null, 'code' => null, 'message' => null, 'errors' => null, 'total' => null ] ];
		$this->assertNull( self::errorName( 'listBusinessUnits', 200, '{"data":[]}', $none ) );
		$this->assertSame( Rejected::class . ':rejected', self::errorName( 'listBusinessUnits', 400, '{"detail":"x"}', $none ) );
	}

	public function testWhatSorsSaidHoldsNoCommandForATerminal(): void {
		$error = self::error( 'createReservation', 409, '{"success":false,"statusCode":400,"message":"Ne\\u001b[2J mo\\u017ee\\u009b2J\\nDa"}' );
		$this->assertStringEndsWith( "Ne[2J može2J\nDa", Sentence::shown( $error->getMessage() ) );
	}

	public function testARefusalCarriesWhatSorsSaid(): void {
		$body  = '{"success":false,"statusCode":"STOCK","message":"Nema dovoljno robe.","errors":[{"field":"lines[0].quantity","code":"LOW","message":"Najviše 3."},{"field":null,"code":null,"message":"Nema dovoljno robe."}]}';
		$error = self::error( 'createReservation', 409, $body );
		$this->assertInstanceOf( Rejected::class, $error );
		$this->assertSame( 409, $error->status );
		$this->assertSame( 'STOCK', $error->sorsCode );
		$this->assertSame( 'SORS refused this: Nema dovoljno robe. lines[0].quantity: Najviše 3.', Sentence::shown( $error->getMessage() ) );
	}

	/** @dataProvider otherErrors */
	public function testErrorsInOtherFormsAreReadToo( string $errors, string $expected ): void {
		$error = self::error( 'createReservation', 400, '{"success":false,"errors":' . $errors . '}' );
		$this->assertSame( $expected, Sentence::shown( $error->getMessage() ) );
	}

	public function otherErrors(): array {
		return [
			'texts'          => [ '["Jedno","Drugo"]', 'SORS refused this: Jedno Drugo' ],
			'texts by field' => [ '{"name":["Predugo"],"city":"Nema"}', 'SORS refused this: name: Predugo city: Nema' ],
			'one text'       => [ '"Ne"', 'SORS refused this: Ne' ],
			'null'           => [ 'null', 'SORS refused this and gave no reason (status 400). Nothing was done.' ],
			'nonsense'       => [ '[[[1]],true]', 'SORS refused this and gave no reason (status 400). Nothing was done.' ],
		];
	}

	public function testTheKeyIsNeverRepeated(): void {
		$body  = json_encode( [ 'success' => false, 'message' => 'Bad key ' . Fixture::KEY, 'errors' => [ [ 'message' => 'Key ' . Fixture::KEY . ' is unknown' ] ] ] );
		$error = self::error( 'listBusinessUnits', 401, (string) $body );
		$this->assertStringContainsString( 'Bad key •••', Sentence::shown( $error->getMessage() ) );
		$this->assertStringNotContainsString( Fixture::KEY, print_r( $error, true ) );
	}

	public function testWhatSorsSaidOfALostReplyStandsWithinTheSentence(): void {
		$error = self::error( 'createReservation', 408, '{"success":false,"message":"Isteklo je vreme."}' );
		$this->assertSame( 'This was sent to SORS, but no usable answer came back (status 408: Isteklo je vreme). SORS may or may not have done it. Nothing is sent again until that is clear.', Sentence::shown( $error->getMessage() ) );
		$error = self::error( 'createReservation', 500, self::HTML );
		$this->assertStringContainsString( ' came back (status 500). ', Sentence::shown( $error->getMessage() ) );
	}

	/** @dataProvider lengths */
	public function testAPauseIsSaidAsPeopleCountIt( string $header, string $expected ): void {
		$operation = Fixture::contract()->operation( 'listProducts' );
		$response  = new Response( 429, '', $header );
		$response->read( $operation, new Key( null ), 0 );
		$error = Errors::ofResponse( $operation, $response, 'sors.test' );
		$this->assertSame( "SORS asked for a pause of $expected, because there were too many requests at once. Nothing was done; it will continue automatically.", Sentence::shown( $error->getMessage() ) );
	}

	public function lengths(): array {
		return [
			[ '1', '1 second' ],
			[ '119', '119 seconds' ],
			[ '120', '2 minutes' ],
			[ '121', '3 minutes' ],
			[ '7199', '120 minutes' ],
			[ '7200', '2 hours' ],
			[ '14393', '4 hours' ],
		];
	}

	/** @dataProvider pauses */
	public function testRetryAfter( ?string $header, ?int $expected ): void {
		$now       = (int) strtotime( '2026-03-01T12:00:00Z' );
		$operation = Fixture::contract()->operation( 'listProducts' );
		$response  = new Response( 429, '', $header );
		$response->read( $operation, new Key( null ), $now );
		$error = Errors::ofResponse( $operation, $response, 'sors.test' );
		$this->assertInstanceOf( RateLimited::class, $error );
		$this->assertSame( $expected, $error->retryAfterSeconds );
	}

	public function pauses(): array {
		return [
			'none'               => [ null, null ],
			'seconds'            => [ '30', 30 ],
			'a date'             => [ 'Sun, 01 Mar 2026 12:02:00 GMT', 120 ],
			'a date in the past' => [ 'Sun, 01 Mar 2026 11:00:00 GMT', 0 ],
			'a century'          => [ '99999999999999999999', 86400 ],
			'nonsense'           => [ 'soon', null ],
		];
	}

	private static function errorName( string $operation, int $status, string $body, array $changes = [] ): ?string {
		$error = self::error( $operation, $status, $body, $changes );
		return null === $error ? null : get_class( $error ) . ':' . $error->code();
	}

	private static function error( string $operation, int $status, string $body, array $changes = [] ): ?\SorsApi\Sors\SorsError {
		$found    = Fixture::contract( $changes )->operation( $operation );
		$response = new Response( $status, $body );
		$response->read( $found, new Key( Fixture::KEY ), 0 );
		return Errors::ofResponse( $found, $response, 'sors.test' );
	}
}
